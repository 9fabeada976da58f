import FleetTraining
import Foundation
import Logging
import ModelRegistry

/// What `train` and `retrain` have in common: a run with its progress, its summary and its exit code.
struct TrainingCall {
  private let trainer: FleetTrainer
  private let settings: Settings
  private let isQuiet: Bool
  private let kind: RunKind
  private let hint: CommandHint

  static let defaultData = "data"

  init(_ training: TrainingSettings, _ settings: Settings) throws {
    self.settings = settings
    hint = CommandHint(settings)
    kind = training.kind
    isQuiet = try settings.value(Catalogue.quiet, default: false)
    trainer = FleetTrainer(
      training, logger: Log.commands(quiet: isQuiet),
      now: { Int64(Date().timeIntervalSince1970 * 1000) })
  }

  func run(dryRun: Bool) async throws {
    do {
      if dryRun { return try preview() }
      try await train()
    } catch let error as TrainingError {
      throw error.failure(hint)
    }
  }

  private func preview() throws {
    let asJSON = try settings.value(Catalogue.json, default: false)
    let signals = InterruptSignals.endingProcess()
    defer { _ = consume signals }
    if kind == .retrain {
      let preview = try trainer.previewNight()
      let report = NightPreviewReport(preview: preview)
      try StandardOutput.write(line: asJSON ? try report.json() : report.text())
      if let refusal = preview.refusal { throw refusal }
    } else {
      let report = PreviewReport(try trainer.preview())
      try StandardOutput.write(line: asJSON ? try report.json() : report.text())
    }
  }

  private func train() async throws {
    var report = try await runOnce()
    // The rest of a night that was cut off came first; what is new since then comes now.
    if kind == .retrain, report.isResumed, report.run.state == .finished {
      report = try await runOnce()
    }
    let allowsFailures = try settings.value(Catalogue.allowFailures, default: false)
    let status = RunSummary(report, hint).exitStatus(allowsFailures: allowsFailures)
    if status != .done { throw status }
  }

  private func runOnce() async throws -> RunReport {
    let asJSON = try settings.value(Catalogue.json, default: false)
    let display = ProgressDisplay(isQuiet: isQuiet)

    let (interrupts, interrupt) = AsyncStream<Void>.makeStream()
    let signals = InterruptSignals { interrupt.yield() }
    defer {
      display.finish()
      _ = consume signals
    }
    let report = try await trainer.run(interrupts: interrupts) { display.show($0) }
    display.finish()
    let summary = RunSummary(report, hint)
    if asJSON {
      try StandardOutput.write(line: try summary.json())
    } else if !isQuiet || summary.exitStatus(allowsFailures: false) != .done {
      StandardError.write(summary.text())
    }
    return report
  }

  static func settings(_ settings: Settings) throws -> TrainingSettings {
    let workers = try settings.value(
      Catalogue.workers, default: ProcessInfo.processInfo.activeProcessorCount)
    try OpenFiles.makeRoom(workers: workers)
    var training = TrainingSettings(
      dataFolder: try settings.value(Catalogue.data, default: defaultData),
      artifactsFolder: try settings.value(
        Catalogue.artifacts, default: ArtifactsOption.defaultFolder),
      workers: workers)
    training.specification = try ModelFlags.specification(from: settings)
    try FeatureFlags.apply(settings, to: &training.specification)
    training.reading = try ReadingFlags.options(from: settings)
    training.future = try FeatureFlags.future(
      from: settings, training.specification, training.reading)
    try RunFlags.apply(settings, to: &training)
    return training
  }
}
