extension CSVError {
  /// What a column is for.
  public enum ColumnRole: Sendable {
    case time, value, customer
    /// A regressor, or the condition of a seasonality.
    case covariate

    /// The header's names that need not be told, in small letters.
    public var knownColumnNames: [String] {
      switch self {
      case .time: ["timestamp", "ds", "date", "datetime", "time"]
      case .value: ["value", "y", "consumption"]
      case .covariate: []
      case .customer: ["customer", "customer_id", "unique_id", "item_id", "id"]
      }
    }
  }
}
