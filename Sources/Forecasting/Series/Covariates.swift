/// What is known of a customer beside the value, at each time: regressors and conditions.
///
/// Rows may go on after the last observed value: what is known of the future.
public struct Covariates: Hashable, Sendable {
  /// Of the columns, each once.
  public let names: [String]
  /// Seconds since 1970-01-01, strictly increasing, length *n*.
  public let timestamps: [Int64]
  /// By name, then by time: each of length *n*; NaN where missing, never infinite.
  public let columns: [[Double]]

  /// - Parameters:
  ///   - names: Of the columns, each once.
  ///   - timestamps: Seconds since 1970-01-01, strictly increasing.
  ///   - columns: One a name, each with one value a time; NaN where missing, never infinite.
  public init(names: [String], timestamps: [Int64], columns: [[Double]]) {
    precondition(names.count == columns.count && Set(names).count == names.count)
    precondition(columns.allSatisfy { $0.count == timestamps.count })
    self.names = names
    self.timestamps = timestamps
    self.columns = columns
  }

  public static let none = Covariates(names: [], timestamps: [], columns: [])
}
