/// Where a series' features are at its rows: what the columns beside trend and seasonality hold.
struct FeatureRows {
  let columns: FeatureColumns
  /// The rows where each conditional seasonality applies: runs, ascending.
  let conditions: [[Range<Int>]]
  /// Standardised, one a row; by regressor.
  let regressors: [[Double]]
  /// The rows of each holiday column: runs, ascending.
  let holidays: [[Range<Int>]]
}
