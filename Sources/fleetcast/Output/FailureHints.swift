import ActualsSpool
import FleetTraining

extension TrainingError {
  /// What a command ends with: the error, and the command that helps, where there is one.
  func failure(_ hint: CommandHint) -> CommandFailure {
    let next: String? =
      switch self {
      case .tooManyFailures: "which ones: \(hint("status --failed"))"
      case .noFleet: "a first training makes one: \(hint.train())"
      case .actuals(.full(_, _)): "\(hint("actuals")) takes in what waits"
      default: nil
      }
    return CommandFailure(
      status: exitStatus, message: description + (next.map { "; \($0)" } ?? ""))
  }
}

extension HistoryError {
  /// What a command ends with: the error, and the command that helps, where there is one.
  func failure(_ hint: CommandHint) -> CommandFailure {
    let next: String
    switch self {
    case .training(let error): return error.failure(hint)
    case .noSuchRun: next = "; \(hint("runs list")) shows those there are"
    case .noSuchStage(let stage, _): next = "; \(hint.train(" --stage \(stage)")) makes one"
    case .removesModels(let run, _, _, _):
      next = "; \(hint("runs rollback \(run) --remove-new --dry-run")) shows what it would do"
    case .runIsStaged, .nothingKept, .replacedSince, .stageUnfinished, .stageIncomplete: next = ""
    }
    return CommandFailure(status: .failed, message: description + next)
  }
}
