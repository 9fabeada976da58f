import Customers
import Forecasting
import Foundation
import Logging
import ModelArtifacts
import Synchronization
import TestArtifacts
import TestFolders
import Testing

@testable import ModelServing

struct ModelRepositoryTests {
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  @Test func `a thousand who ask for a cold model at once cause one read`() async throws {
    let folder = try TemporaryFolder()
    let customer = try publish(level: 500, in: folder)
    let gate = Gate()
    let source = ArchiveSource(directory: folder.path)
    let repository = ModelRepository(
      limits: ServingLimits(), logger: logger, now: { .now },
      isFolderReadable: { true },
      reading: { read in
        gate.wait()
        return source.outcome(of: read)
      })

    let models = try await withThrowingTaskGroup { group in
      for _ in 0..<1000 { group.addTask { try await repository.model(of: customer) } }
      while repository.statistics.misses + repository.statistics.coalesced < 1000 {
        await Task.yield()
      }
      gate.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }

    #expect(models.count == 1000)
    #expect(models.allSatisfy { $0 === models[0] })
    #expect(repository.statistics.loads == 1)
    #expect(repository.statistics.coalesced == 999)
  }

  @Test func `a thousand cold models asked for at once are each read once`() async throws {
    let folder = try TemporaryFolder()
    let bytes = try (0..<1000).map { try encoded(try sampleArtifact(of: "c\($0)")) }
    for (number, bytes) in bytes.enumerated() { try folder.publish(bytes, of: "c\(number)") }
    let repository = ModelRepository(directory: folder.path, logger: logger)

    try await withThrowingTaskGroup { group in
      for number in 0..<4000 {
        group.addTask {
          let customer = try CustomerID("c\(number % 1000)")
          #expect(try await repository.model(of: customer).customer == customer)
        }
      }
      try await group.waitForAll()
    }

    #expect(repository.statistics.loads == 1000)
    #expect(repository.statistics.residentModels == 1000)
  }

  @Test func `a caller that is cancelled leaves, and the others get the model`() async throws {
    let folder = try TemporaryFolder()
    let customer = try publish(level: 500, in: folder)
    let gate = Gate()
    let source = ArchiveSource(directory: folder.path)
    let repository = ModelRepository(
      limits: ServingLimits(), logger: logger, now: { .now },
      isFolderReadable: { true },
      reading: { read in
        gate.wait()
        return source.outcome(of: read)
      })
    let impatient = Task { try await repository.model(of: customer) }
    let patient = Task { try await repository.model(of: customer) }
    while repository.statistics.misses + repository.statistics.coalesced < 2 { await Task.yield() }

    impatient.cancel()

    await #expect(throws: ServingError.cancelled) { try await impatient.value }
    gate.open()
    #expect(try await patient.value.customer == customer)
    #expect(repository.statistics.loads == 1)
  }

  @Test func `a replaced archive is served once a second has passed`() async throws {
    let folder = try TemporaryFolder()
    let customer = try publish(level: 500, in: folder)
    let clock = ManualClock()
    let repository = ModelRepository(directory: folder.path, logger: logger, now: clock.read)
    let old = try await repository.model(of: customer)

    try publish(level: 900, in: folder)
    clock.advance(by: .milliseconds(999))
    let soon = try await repository.model(of: customer)
    clock.advance(by: .milliseconds(1))
    let later = try await repository.model(of: customer)

    #expect(soon === old)
    #expect(later.version != old.version)
    #expect(try firstValue(old) != firstValue(later))
  }

  @Test func `a damaged new archive keeps the old model, and a good one ends that`() async throws {
    let folder = try TemporaryFolder()
    let customer = try publish(level: 500, in: folder)
    let clock = ManualClock()
    let repository = ModelRepository(directory: folder.path, logger: logger, now: clock.read)
    let old = try await repository.model(of: customer)

    try folder.publish([1, 2, 3], of: "8")
    clock.advance(by: .seconds(1))
    let kept = try await repository.model(of: customer)
    try publish(level: 900, in: folder)
    clock.advance(by: .seconds(1))
    let new = try await repository.model(of: customer)

    #expect(kept === old)
    #expect(repository.statistics.failedLoads == 1)
    #expect(new !== old)
  }

  @Test func `an unknown customer costs one look at the disk`() async throws {
    let folder = try TemporaryFolder()
    let repository = ModelRepository(
      directory: folder.path, logger: logger, now: ManualClock().read)
    let customer = try CustomerID("nobody")

    for _ in 0..<3 {
      await #expect(throws: ServingError.unknownCustomer(customer)) {
        try await repository.model(of: customer)
      }
    }

    #expect(repository.statistics.missing == 1)
    #expect(repository.statistics.negativeHits == 2)
  }

  @Test func `an artifacts folder that does not exist yet has no customers`() async throws {
    let folder = try TemporaryFolder()
    let customer = try CustomerID("8")
    let clock = ManualClock()
    let repository = ModelRepository(
      directory: folder.path("later"), logger: logger, now: clock.read)
    await #expect(throws: ServingError.unknownCustomer(customer)) {
      try await repository.model(of: customer)
    }

    try folder.makeFolder("later")
    try folder.write(Data(try encoded(try sampleArtifact())), to: "later/8.tar.gz")
    clock.advance(by: .seconds(1))

    #expect(try await repository.model(of: customer).customer == customer)
  }

  @Test func `a corrupt archive is its own error`() async throws {
    let folder = try TemporaryFolder()
    try folder.publish(Array("no gzip".utf8), of: "8")
    let repository = ModelRepository(directory: folder.path, logger: logger)
    let customer = try CustomerID("8")

    await #expect(throws: ServingError.artifact(.damagedGzip(customer: customer))) {
      try await repository.model(of: customer)
    }
  }

  @Test func `under replacement every answer is a whole model, and the last one wins`() async throws
  {
    let folder = try TemporaryFolder()
    let customer = try publish(level: 1, in: folder)
    let archives = try (1...50).map { try encoded(try sampleArtifact(level: Double($0))) }
    var limits = ServingLimits()
    limits.freshness = .zero
    let repository = ModelRepository(directory: folder.path, limits: limits, logger: logger)
    let writer = Writer()

    try await withThrowingTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          while !writer.isDone.withLock(\.self) {
            let value = try firstValue(try await repository.model(of: customer))
            #expect((0.9...50.1).contains(value))
          }
        }
      }
      for bytes in archives {
        try folder.publish(bytes, of: "8")
        _ = try await repository.model(of: customer)
      }
      writer.isDone.withLock { $0 = true }
      try await group.waitForAll()
    }

    let last = try firstValue(try await repository.model(of: customer))
    #expect(abs(last - 50) < 0.1)
    #expect(repository.statistics.failedLoads == 0)
  }

  @Test func `the memory of all models stays within the budget`() async throws {
    let folder = try TemporaryFolder()
    for number in 0..<200 { try folder.publish(try sampleArtifact(of: "c\(number)")) }
    var limits = ServingLimits()
    limits.cacheBytes = 50_000
    let repository = ModelRepository(directory: folder.path, limits: limits, logger: logger)

    for number in 0..<200 { _ = try await repository.model(of: try CustomerID("c\(number)")) }

    let statistics = repository.statistics
    #expect(statistics.residentBytes <= 50_000)
    #expect(statistics.residentModels > 1)
    #expect(statistics.residentModels + statistics.evictions == 200)
  }

  @discardableResult
  private func publish(level: Double, in folder: TemporaryFolder) throws -> CustomerID {
    try folder.publish(try sampleArtifact(level: level))
    return try CustomerID("8")
  }
}

private func firstValue(_ model: ServedModel) throws -> Double {
  try model.model.forecast(horizon: 1).yhat[0]
}

private final class Writer: Sendable {
  let isDone = Mutex(false)
}

/// Holds reads back until it is opened.
private final class Gate: Sendable {
  private let condition = NSCondition()
  private let isOpen = Mutex(false)

  func wait() {
    condition.lock()
    while !isOpen.withLock(\.self) { condition.wait() }
    condition.unlock()
  }

  func open() {
    condition.lock()
    isOpen.withLock { $0 = true }
    condition.broadcast()
    condition.unlock()
  }
}

/// A clock that moves when it is told to.
private final class ManualClock: Sendable {
  private let time = Mutex(ContinuousClock.now)

  func read() -> ContinuousClock.Instant { time.withLock(\.self) }

  func advance(by duration: Duration) {
    time.withLock { $0 += duration }
  }
}
