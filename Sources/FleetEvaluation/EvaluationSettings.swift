public import Forecasting
public import SeriesIngest

/// What to evaluate, and how: the same for every customer.
public struct EvaluationSettings: Hashable, Sendable {
  public var dataFolder: String
  public var specification: ModelSpec
  public var reading: ReadingOptions
  /// Its horizon is the specification's.
  public var validation: CrossValidation

  public init(
    dataFolder: String, specification: ModelSpec = ModelSpec(),
    reading: ReadingOptions = ReadingOptions(), validation: CrossValidation = CrossValidation()
  ) {
    self.dataFolder = dataFolder
    self.specification = specification
    self.reading = reading
    self.validation = validation
    self.validation.horizon = specification.horizon
  }
}
