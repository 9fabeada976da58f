import Customers
import FleetTraining
import Foundation
import Logging
import ModelRegistry
import TestFolders

/// A small data folder, an artifacts folder, and runs over them.
struct Fleet {
  let folder: TemporaryFolder
  var settings: TrainingSettings
  var now: @Sendable () -> Int64 = { 1_700_000_000_000 }
  var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// A fleet whose customers' files hold a few rows each.
  init(customers: [String], worker: WorkerCommand, workers: Int = 1) throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("data")
    for customer in customers {
      try folder.write("ds,y\n2024-01-01,1\n2024-01-02,2\n", to: "data/\(customer).csv")
    }
    settings = TrainingSettings(
      dataFolder: folder.path("data"), artifactsFolder: folder.path("artifacts"),
      workers: workers)
    settings.worker = worker
    settings.limits.firstPause = .milliseconds(1)
  }

  static func names(_ count: Int) -> [String] { (0..<count).map { "c\(1_000 + $0)" } }

  func run(
    interrupts: AsyncStream<Void> = AsyncStream { _ in },
    _ change: (inout TrainingSettings) throws -> Void = { _ in },
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) async throws -> RunReport {
    var settings = settings
    try change(&settings)
    let trainer = FleetTrainer(settings, logger: logger, now: now)
    return try await trainer.run(interrupts: interrupts, progress: progress)
  }

  var layout: TrainingLayout { TrainingLayout(artifacts: folder.path("artifacts")) }

  func registry() throws -> Registry { try Registry(readOnly: layout.registry) }

  /// Every outcome of the last run: customer and status, or reason where it failed.
  func outcomes() throws -> [String: String] {
    let registry = try registry()
    guard let run = try registry.lastRun() else { return [:] }
    var outcomes: [String: String] = [:]
    try registry.forEachOutcome(of: run.id) { outcomes[$0] = $1.rawValue }
    for failed in try registry.failedCustomers(of: run.id, limit: 1_000).customers {
      outcomes[failed.customer] = failed.reason
    }
    return outcomes
  }
}
