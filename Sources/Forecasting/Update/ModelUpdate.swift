/// What becomes of a model and rows that are new to it.
public enum ModelUpdate: Sendable {
  /// The model with the rows absorbed, and the state that the next update begins with.
  case updated(ModelFit)
  /// The rows do not fit the model's frame: only a fit to the whole series takes them in.
  case refit(FitReason)
}
