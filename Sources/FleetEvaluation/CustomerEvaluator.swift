public import Customers
public import Forecasting
import SeriesIngest

/// Evaluates one customer after another; one a worker.
public struct CustomerEvaluator {
  private let settings: EvaluationSettings
  private var reader: CustomerReader
  private var fitter: ModelFitter

  public init(_ settings: EvaluationSettings) {
    self.settings = settings
    reader = CustomerReader(
      options: settings.reading, covariates: settings.specification.covariateNames,
      future: settings.future)
    fitter = ModelFitter(spec: settings.specification)
  }

  /// Reads a customer's file and forecasts it again from its cutoffs.
  ///
  /// - Parameter customer: Of the data folder.
  /// - Returns: What came of each fold.
  /// - Throws: Why there is no result; it is this customer's alone.
  public mutating func evaluate(
    _ customer: CustomerID
  ) throws(EvaluationFault) -> CrossValidationResult {
    let reading: SeriesReading
    do { reading = try reader.read(customer, in: settings.dataFolder) } catch {
      throw .reading(error)
    }
    do {
      return try settings.validation.evaluate(
        reading.series, covariates: reading.covariates, &fitter)
    } catch {
      throw .evaluating(error)
    }
  }
}
