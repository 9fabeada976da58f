/// Whether a model's forecast can be compared with what comes at a time.
public enum Scorability: Hashable, Sendable {
  /// There is a forecast of it.
  case scorable
  /// The model has learnt rows as far as that.
  case learnt
  /// No row of a regular series can be at that time.
  case offGrid
  /// More than `Horizon.maximumSteps` ahead.
  case tooFar
}

extension FittedModel {
  /// Whether `score(on:covariates:)` compares a row of this time.
  public func scorability(of timestamp: Int64) -> Scorability {
    guard timestamp > trainedThrough else { return .learnt }
    let isIrregular = if case .irregular = interval { true } else { false }
    guard isIrregular || grid.step(of: timestamp) != nil else { return .offGrid }
    let lead =
      isIrregular
      ? nearestLead(to: timestamp)
      : grid.step(holding: timestamp) - grid.step(holding: trainedThrough)
    return lead <= Horizon.maximumSteps ? .scorable : .tooFar
  }
}
