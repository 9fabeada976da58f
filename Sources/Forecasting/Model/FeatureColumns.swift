/// The columns of a design beside trend and seasonality, in this order, each with its prior.
struct FeatureColumns: Hashable, Sendable {
  var conditional: [ConditionalSeasonality] = []
  var regressors: [RegressorColumn] = []
  var holidays: [HolidayColumn] = []

  static let none = FeatureColumns()

  /// The prior standard deviations of the coefficients, in spreads of the series; one a column.
  var deviations: [Double] {
    conditional.flatMap(\.seasonality.deviations) + regressors.map(\.deviation)
      + holidays.map(\.deviation)
  }

  /// Columns of any values, which come before those of holidays.
  var denseCount: Int {
    conditional.reduce(0) { $0 + $1.seasonality.columns } + regressors.count
  }

  var count: Int { denseCount + holidays.count }

  /// The name of a column, for messages.
  func name(of column: Int) -> String {
    var end = 0
    for own in conditional {
      end += own.seasonality.columns
      if column < end { return "\(own.seasonality.name) seasonality" }
    }
    return column < denseCount
      ? "regressor \(regressors[column - end].name)"
      : "holiday \(holidays[column - denseCount].name)"
  }
}

/// A seasonality that applies on some rows only.
struct ConditionalSeasonality: Hashable, Sendable {
  /// Every harmonic has a sine.
  let seasonality: Seasonality
  /// The covariate that says where it applies.
  let condition: String
}

/// One regressor, and how its values are scaled.
struct RegressorColumn: Hashable, Sendable {
  let name: String
  /// What is taken off a value, before it is divided by `scale`.
  let mean: Double
  let scale: Double
  /// The prior standard deviation of the coefficient, in spreads of the series.
  let deviation: Double
  /// Nil where `mean` and `scale` are those of the history.
  var history: RegressorHistory?

  func standardised(_ value: Double) -> Double { (value - mean) / scale }
}

/// The values that a regressor has in the history.
package struct RegressorHistory: Hashable, Sendable {
  /// Whether they are nothing but 0 and 1.
  package let isBinary: Bool
  package let mean: Double
  package let deviation: Double

  package init(isBinary: Bool, mean: Double, deviation: Double) {
    self.isBinary = isBinary
    self.mean = mean
    self.deviation = deviation
  }
}

/// One day of a holiday's window: 1 on the rows that hold such a day, else 0.
struct HolidayColumn: Hashable, Sendable {
  let name: String
  /// Days after the holiday's date.
  let offset: Int
  /// The prior standard deviation of the coefficient, in spreads of the series.
  let deviation: Double
  /// When it is such a day again after the last row: days since 1970-01-01, ascending.
  let laterDays: [Int]
}
