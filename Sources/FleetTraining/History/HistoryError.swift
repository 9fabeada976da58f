public import Customers
public import ModelRegistry
import PrintableText

/// Why archives cannot be brought back or in.
public enum HistoryError: Error {
  case noSuchRun(Int64, registry: String)
  /// A staged run has replaced nothing.
  case runIsStaged(Int64, stage: String)
  /// The run replaced nothing, or what it replaced is no longer kept.
  case nothingKept(run: Int64)
  /// Later runs replaced archives of the same customers.
  ///
  /// Of each customer the newest such run stands in the examples; `later` has all of them, the newest
  /// first.
  case replacedSince(run: Int64, customers: Int, examples: [Replacement], later: [Int64])
  /// More models would be taken away than are left; `standing` customers have one now.
  case removesModels(run: Int64, customers: Int, standing: Int, examples: [String])
  /// Nothing was trained into it, or it has been promoted and is gone.
  case noSuchStage(StageName, artifactsFolder: String)
  /// Its last run has not finished.
  case stageUnfinished(StageName, RunRecord)
  /// Archives that its run has made are not there any more.
  case stageIncomplete(StageName, run: Int64, customers: Int, examples: [String])
  case training(TrainingError)

  /// A customer, and the run that made or brought its archive since.
  public struct Replacement: Hashable, Sendable {
    public let customer: CustomerID
    public let run: Int64
  }
}

extension HistoryError {
  /// What a lower layer says.
  init(layer error: any Error) {
    self = (error as? HistoryError) ?? .training(TrainingError(layer: error))
  }
}

extension HistoryError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noSuchRun(let run, let registry):
      "\(registry): there is no run \(run)"
    case .runIsStaged(let run, let stage):
      "run \(run) trained into the stage '\(stage)' and replaced nothing"
    case .nothingKept(let run):
      "of run \(run) no previous versions are kept: it replaced nothing, or they have been removed "
        + "(--keep-previous, 'runs prune')"
    case .replacedSince(let run, let customers, let examples, let later):
      "\(customers == 1 ? "1 customer" : "\(customers) customers") of run \(run) "
        + "\(customers == 1 ? "has" : "have") been replaced since: "
        + examples.map { "customer \($0.customer) by run \($0.run)" }.listed(of: customers)
        + "; roll back " + later.map { "run \($0)" }.joined(separator: ", then ")
        + " first, or give --force"
    case .removesModels(let run, let customers, let standing, let examples):
      "before run \(run) \(customers) of the \(standing) customers that have a model had none "
        + "(\(examples.listed(of: customers))): its rollback would take their models away, and leave "
        + "\(standing == customers ? "nothing to serve" : "fewer than that"); where that is wanted, "
        + "give --remove-new; nothing was changed"
    case .noSuchStage(let stage, let folder):
      "\(folder.printable) has no stage '\(stage)'"
    case .stageUnfinished(let stage, let run):
      "run \(run.id), which trains into the stage '\(stage)', is not finished (\(run.state.past)): give "
        + "its 'train' command again to finish it, then promote"
    case .stageIncomplete(let stage, let run, let customers, let examples):
      "the stage '\(stage)' lacks \(customers == 1 ? "1 model" : "\(customers) models") that run \(run) has "
        + "trained into it (\(examples.listed(of: customers))); train it again; nothing was changed"
    case .training(let error): "\(error)"
    }
  }
}

extension RunState {
  /// What has become of a run that nobody works on.
  fileprivate var past: String {
    switch self {
    case .running: "cut off"
    case .interrupted: "interrupted"
    case .deadline: "ended by its deadline"
    case .failed: "failed"
    case .abandoned, .refused: "given up"
    case .finished, .partial: rawValue
    }
  }
}
