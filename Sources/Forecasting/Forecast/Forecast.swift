/// A point forecast with its prediction intervals, one value a step.
public struct Forecast: Hashable, Sendable {
  /// Seconds since 1970-01-01, one a step.
  public let timestamps: [Int64]
  public let yhat: [Double]
  /// One a level asked for, in the order asked.
  public let intervals: [PredictionInterval]
  /// Empty unless asked for: `trend`, each seasonality, `holidays`, each regressor, `recent`; they add up
  /// to `yhat`.
  public let components: [Component]

  public struct Component: Hashable, Sendable {
    public let name: String
    public let values: [Double]
    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  public init(
    timestamps: [Int64], yhat: [Double], intervals: [PredictionInterval],
    components: [Component] = []
  ) {
    self.timestamps = timestamps
    self.yhat = yhat
    self.intervals = intervals
    self.components = components
  }
}
