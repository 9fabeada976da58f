/// What a forecast needs to know of a model's columns beside trend and seasonality.
package struct FittedFeatures: Hashable, Sendable {
  package let conditional: [Conditional]
  package let regressors: [Standardised]
  /// Those that come again after the last row.
  package let holidays: [Days]
  package let known: KnownCovariates

  /// A seasonality that applies where a covariate is not 0.
  package struct Conditional: Hashable, Sendable {
    package let shape: SeasonalShape
    package let condition: String

    package init(shape: SeasonalShape, condition: String) {
      self.shape = shape
      self.condition = condition
    }
  }

  /// A regressor, which counts as (value − mean)/scale.
  package struct Standardised: Hashable, Sendable {
    package let name: String
    package let mean: Double
    package let scale: Double
    /// Nil where `mean` and `scale` are those of the history.
    package let history: RegressorHistory?

    package init(name: String, mean: Double, scale: Double, history: RegressorHistory?) {
      self.name = name
      self.mean = mean
      self.scale = scale
      self.history = history
    }

    /// Finite of every finite value.
    func standardised(_ value: Double) -> Double {
      let largest = Double.greatestFiniteMagnitude
      return min(max((value - mean) / scale, -largest), largest)
    }
  }

  /// One day of a holiday's window, and when it comes.
  package struct Days: Hashable, Sendable {
    package let name: String
    /// Days after the holiday's date.
    package let offset: Int
    /// Days since 1970-01-01, ascending.
    package let days: [Int]

    package init(name: String, offset: Int, days: [Int]) {
      self.name = name
      self.offset = offset
      self.days = days
    }
  }

  package init(
    conditional: [Conditional], regressors: [Standardised], holidays: [Days],
    known: KnownCovariates
  ) {
    self.conditional = conditional
    self.regressors = regressors
    self.holidays = holidays
    self.known = known
  }

  /// Nil where a forecast needs nothing.
  ///
  /// - Parameters:
  ///   - columns: Of the design.
  ///   - known: Of the steps after the last row.
  init?(_ columns: FeatureColumns, known: KnownCovariates) {
    conditional = columns.conditional.map {
      Conditional(shape: $0.seasonality.shape, condition: $0.condition)
    }
    regressors = columns.regressors.map {
      Standardised(name: $0.name, mean: $0.mean, scale: $0.scale, history: $0.history)
    }
    holidays = columns.holidays.filter(\.comesAgain).map {
      Days(name: $0.name, offset: $0.offset, days: $0.laterDays)
    }
    guard !(conditional.isEmpty && regressors.isEmpty && holidays.isEmpty) else { return nil }
    self.known = known.only(Set(conditional.map(\.condition) + regressors.map(\.name)))
  }

  /// The columns that a forecast needs to know of its steps, each once.
  var covariateNames: [String] {
    Set(conditional.map(\.condition) + regressors.map(\.name)).sorted()
  }
}

extension HolidayColumn {
  fileprivate var comesAgain: Bool { !laterDays.isEmpty }
}

/// One scale's coefficients of `FittedFeatures`, in their order.
package struct FeatureCoefficients: Hashable, Sendable {
  package let conditional: [[Double]]
  package let regressors: [Double]
  package let holidays: [Double]

  package init(conditional: [[Double]], regressors: [Double], holidays: [Double]) {
    self.conditional = conditional
    self.regressors = regressors
    self.holidays = holidays
  }

  /// Nil where a forecast needs nothing, as `FittedFeatures`.
  ///
  /// - Parameters:
  ///   - columns: Of the design.
  ///   - coefficients: One a column.
  init?(_ columns: FeatureColumns, _ coefficients: ArraySlice<Double>) {
    var rest = coefficients
    conditional = columns.conditional.map { own in
      defer { rest = rest.dropFirst(own.seasonality.columns) }
      return Array(rest.prefix(own.seasonality.columns))
    }
    regressors = Array(rest.prefix(columns.regressors.count))
    holidays = zip(columns.holidays, rest.dropFirst(columns.regressors.count))
      .filter { $0.0.comesAgain }.map(\.1)
    guard !(conditional.isEmpty && regressors.isEmpty && holidays.isEmpty) else { return nil }
  }
}
