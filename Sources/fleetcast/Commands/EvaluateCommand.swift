import ArgumentParser
import Customers
import FileSystem
import FleetEvaluation
import FleetTraining
import Forecasting
import Foundation
import SeriesIngest

/// `fleetcast evaluate`: how well the models would have foretold the rows that are known.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Cross-validate: forecast known rows from earlier ones and compare.",
    discussion: """
      At each cutoff a model is fitted on the rows before it and scored on the
      horizon after it, beside repeating the last season. The last cutoff lies a
      horizon before a customer's last row, the others a period before the next.
      Nothing is written but the result.

      Examples:
        fleetcast evaluate
        fleetcast evaluate mydata --horizon 28 --folds 5 --period 28 --initial 365
        fleetcast evaluate mydata --customer 8 --horizon 7d
        fleetcast evaluate mydata --format csv --out accuracy.csv
      """)

  @Argument(help: "Folder with one <customer>.csv or .csv.gz a customer (default: data).")
  var data: String?

  @OptionGroup var common: CommonOptions

  @Option(help: "Evaluate this customer alone, fold by fold.")
  var customer: String?

  @OptionGroup(title: "Folds") var window: EvaluationFlags

  @Option(help: "table, json or csv (default: table).")
  var format: String?

  @Option(help: "File to write, whole or not at all (default: standard output).")
  var out: String?

  @Option(help: "Worker processes (default: the cores).")
  var workers: String?

  @Option(help: "The longest one customer may take (default: 60s).")
  var customerTimeout: String?

  @Flag(help: "End with 0 even if some customers failed.")
  var allowFailures = false

  @OptionGroup(title: "The model") var model: ModelFlags
  @OptionGroup(title: "Seasonalities, holidays and regressors") var features: FeatureFlags
  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, window.flags, model.flags, features.flags, reading.flags,
      [
        Catalogue.data.name: data, Catalogue.evaluationFormat.name: format,
        Catalogue.out.name: out, Catalogue.workers.name: workers,
        Catalogue.customerTimeout.name: customerTimeout,
        Catalogue.allowFailures.name: allowFailures ? "true" : nil,
      ],
    ])
    let evaluation = try Self.evaluationSettings(settings)
    do {
      if let customer {
        try Self.evaluate(customer, evaluation, settings)
      } else {
        try await Self.evaluate(evaluation, settings)
      }
    } catch let error as FileSystemError {
      throw CommandFailure(status: .failed, message: error.description)
    } catch let error as EvaluationError {
      throw CommandFailure(status: error.exitStatus, message: error.description)
    }
  }

  private static func evaluationSettings(_ settings: Settings) throws -> EvaluationSettings {
    var specification = try ModelFlags.specification(from: settings)
    try FeatureFlags.apply(settings, to: &specification)
    let reading = try ReadingFlags.options(from: settings)
    return EvaluationSettings(
      dataFolder: try settings.value(Catalogue.data, default: TrainingCall.defaultData),
      specification: specification, reading: reading,
      future: try FeatureFlags.future(from: settings, specification, reading)?.path,
      validation: try EvaluationFlags.validation(from: settings))
  }

  private static func evaluate(
    _ customer: String, _ evaluation: EvaluationSettings, _ settings: Settings
  ) throws {
    let format = try settings.value(Catalogue.evaluationFormat, default: .table)
    let out = try ExportSink.path(from: settings)
    try FolderCheck.folder(evaluation.dataFolder)
    let document = try document(customer, evaluation, format)
    let sink = try ExportSink.opening(out)
    try sink.write(document)
    try sink.finish()
  }

  private static func document(
    _ text: String, _ settings: EvaluationSettings, _ format: EvaluationFormat
  ) throws -> [UInt8] {
    do {
      let customer = try CustomerID(text)
      var evaluator = CustomerEvaluator(settings)
      let result = try evaluator.evaluate(customer)
      return switch format {
      case .table: Array(EvaluationTable.rendered(customer.text, result).utf8)
      case .json: EvaluationJSON.document(customer.text, result)
      case .csv: EvaluationCSV.table(customer.text, result)
      }
    } catch let error as CustomerIDError {
      throw CommandFailure(status: .usage, message: error.description)
    } catch EvaluationFault.reading(let error) {
      throw CommandFailure(status: .failed, message: error.description)
    } catch let error as EvaluationFault {
      throw CommandFailure(status: .failed, message: "\(text): \(error)")
    }
  }

  private static func evaluate(
    _ evaluation: EvaluationSettings, _ settings: Settings
  ) async throws {
    let workers = try settings.value(
      Catalogue.workers, default: ProcessInfo.processInfo.activeProcessorCount)
    try OpenFiles.makeRoom(workers: workers)
    let isQuiet = try settings.value(Catalogue.quiet, default: false)
    let out = try ExportSink.path(from: settings)
    var output = FleetOutput(
      format: try settings.value(Catalogue.evaluationFormat, default: .table))
    let display = ProgressDisplay(isQuiet: isQuiet)
    let (interrupts, interrupt) = AsyncStream<Void>.makeStream()
    let signals = InterruptSignals { interrupt.yield() }
    defer {
      display.finish()
      _ = consume signals
    }
    // An interrupt that comes from here on leaves no temporary file behind.
    let sink = try ExportSink.opening(out)
    let evaluator = FleetEvaluator(
      evaluation, workers: workers, command: .evaluation,
      customerTimeout: try settings.value(Catalogue.customerTimeout).map { .seconds($0) })
    try await evaluator.run(
      interrupts: interrupts, progress: { display.show($0) },
      deliver: { try sink.write(output.take($0)) })
    try sink.write(output.end())
    try sink.finish()
    display.finish()
    output.report.tell(quiet: isQuiet)
    let status = output.report.exitStatus(
      allowsFailures: try settings.value(Catalogue.allowFailures, default: false))
    if status != .done { throw status }
  }
}

extension ProgressDisplay {
  fileprivate func show(_ progress: FleetEvaluator.Progress) {
    show(
      ProgressReport.Counts(
        done: progress.done, failed: progress.failed, total: progress.total),
      elapsed: progress.elapsed)
  }
}

extension EvaluationError {
  fileprivate var exitStatus: ExitStatus {
    switch self {
    case .dataFolder: .usage
    case .workersKeepDying: .failed
    case .interrupted: .interrupted
    }
  }
}

extension FleetTraining.WorkerCommand {
  /// This program's own executable, with the hidden command of evaluations.
  fileprivate static let evaluation = FleetTraining.WorkerCommand(
    executable: "/proc/self/exe", arguments: ["evaluation-worker"])
}
