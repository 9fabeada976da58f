import ArgumentParser
import FleetTraining
import Foundation
import Logging

/// `fleetcast train`: one model per customer of a folder.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train one model per customer of a folder.",
    discussion: """
      Stopped or killed at any moment, the same command goes on where it was. After a finished run it
      fits every customer anew, changed or not.

      Examples:
        fleetcast train
        fleetcast train mydata --artifacts models --horizon 14
        fleetcast train mydata --time-column when --value-column kwh --workers 4
        fleetcast train mydata --shard 0/10
        fleetcast train mydata --changepoints 2023-03-01,2023-06-01
        fleetcast train mydata --add-seasonality monthly:30.5:5
        fleetcast train mydata --add-seasonality summer_week:7:3:0.3:is_summer
        fleetcast train mydata --holidays holidays.csv --holidays-prior-scale 3
        fleetcast train mydata --add-regressor temperature --interval-width 0.9
        fleetcast train mydata --add-regressor price:0.5 --future prices
        fleetcast train mydata --customers list.txt --dry-run
        fleetcast train mydata --horizon 14 --stage trial
        fleetcast train mydata --deadline 04:00

      docs/model-options.md has each option of the model.
      """)

  @Argument(help: "Folder with one <customer>.csv or .csv.gz a customer (default: data).")
  var data: String?

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption
  @OptionGroup(title: "Running") var running: RunFlags
  @OptionGroup(title: "The model") var model: ModelFlags
  @OptionGroup(title: "Seasonalities, holidays and regressors") var features: FeatureFlags
  @OptionGroup(title: "Reading") var reading: ReadingFlags

  @Option(
    name: .customLong("customers"), help: "Train only the customers named in this file, one a line."
  )
  var customersFile: String?

  @Flag(help: "Only say how many customers would be trained, and why; nothing is changed.")
  var dryRun = false

  @Flag(help: "Print the report as JSON.")
  var json = false

  static let defaultData = "data"

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, running.flags, model.flags, features.flags,
      reading.flags,
      [Catalogue.data.name: data, Catalogue.json.name: json ? "true" : nil],
    ])
    let isQuiet = try settings.value(Catalogue.quiet, default: false)
    var training = try Self.trainingSettings(settings)
    if let customersFile { training.customers = try CustomersFile.read(customersFile) }
    let trainer = FleetTrainer(
      training, logger: Log.commands(quiet: isQuiet),
      now: { Int64(Date().timeIntervalSince1970 * 1000) })
    do {
      if dryRun { return try Self.show(try trainer.preview(), settings) }
      try await Self.train(trainer, settings, isQuiet: isQuiet)
    } catch let error as TrainingError {
      throw CommandFailure(status: error.exitStatus, message: error.description)
    }
  }

  private static func show(_ preview: TrainingPreview, _ settings: Settings) throws {
    let report = PreviewReport(preview)
    let asJSON = try settings.value(Catalogue.json, default: false)
    try StandardOutput.write(line: asJSON ? try report.json() : report.text())
  }

  private static func train(
    _ trainer: FleetTrainer, _ settings: Settings, isQuiet: Bool
  ) async throws {
    let allowsFailures = try settings.value(Catalogue.allowFailures, default: false)
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
    let summary = RunSummary(report)
    if asJSON {
      try StandardOutput.write(line: try summary.json())
    } else if !isQuiet {
      StandardError.write(summary.text())
    }
    let status = summary.exitStatus(allowsFailures: allowsFailures)
    if status != .done { throw status }
  }

  private static func trainingSettings(_ settings: Settings) throws -> TrainingSettings {
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

extension TrainingError {
  var exitStatus: ExitStatus {
    switch self {
    case .anotherRunActive, .folderIsRead: .busy
    case .interrupted: .interrupted
    case .dataFolder, .emptyShard, .noEarlierRun, .overtaken, .outcomesForgotten,
      .artifactsNoFolder:
      .usage
    case .artifactsFolderUnusable, .tooManyFailures, .workersKeepDying, .worker, .fileSystem,
      .registry, .archiveExists:
      .failed
    }
  }
}
