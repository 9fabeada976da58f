public import Forecasting
public import SeriesIngest

/// What to evaluate, and how: the same for every customer.
public struct EvaluationSettings: Hashable, Sendable {
  public var dataFolder: String
  public var specification: ModelSpec
  public var reading: ReadingOptions
  /// What is known of the specification's covariates beside the customers' files: a folder of
  /// `<customer>.csv`, or one file for all.
  public var future: String?
  /// Its horizon is the specification's.
  public var validation: CrossValidation

  public init(
    dataFolder: String, specification: ModelSpec = ModelSpec(),
    reading: ReadingOptions = ReadingOptions(), future: String? = nil,
    validation: CrossValidation = CrossValidation()
  ) {
    self.dataFolder = dataFolder
    self.specification = specification
    self.reading = reading
    self.future = future
    self.validation = validation
    self.validation.horizon = specification.horizon
  }
}
