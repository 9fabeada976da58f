import ActualsSpool
import FleetTraining
import ModelRegistry

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
  ///
  /// - Parameters:
  ///   - hint: Of this call.
  ///   - flags: That this call was given and the next one needs too, each behind a space.
  /// - Returns: With the status of the error.
  func failure(_ hint: CommandHint, flags: String = "") -> CommandFailure {
    let next: String
    switch self {
    case .training(let error): return error.failure(hint)
    case .noSuchRun: next = "; \(hint("runs list")) shows those there are"
    case .noSuchStage(let stage, _): next = "; \(hint.train(" --stage \(stage)")) makes one"
    case .removesModels(let run, _, _, _):
      let command = "runs rollback \(run)\(flags) --remove-new --dry-run"
      next = "; \(hint(command)) shows what it would do"
    case .stageUnfinished(let stage, let run):
      let command = "train \(CommandHint.quoted(run.dataPath)) --stage \(stage)"
      next = "; that is \(hint(command)) with the model's options that it had"
    case .runIsStaged, .nothingKept, .replacedSince, .stageIncomplete: next = ""
    }
    return CommandFailure(status: .failed, message: description + next)
  }
}
