/// A model's features at the steps of a forecast.
struct FutureFeatures {
  /// As components are named: conditional seasonalities, holidays, regressors.
  let names: [String]
  private let features: FittedFeatures
  private let steps: Range<Int>
  /// The position of the last row.
  private let origin: Double
  /// Whether each conditional seasonality applies; by step.
  private let conditions: [[Bool]]
  /// Standardised; by regressor, then by step.
  private let regressors: [[Double]]
  /// The steps that each day of a holiday touches.
  private let holidays: [[Int]]

  /// Looks up all that the steps need.
  ///
  /// - Parameters:
  ///   - features: Of the model.
  ///   - model: Whose steps they are.
  ///   - steps: After the last row, of which the next is 1.
  ///   - future: Covariates of the steps, before those that the model keeps.
  /// - Throws: `ForecastError.futureMissing` of the first covariate that is not known at a step.
  init(
    _ features: FittedFeatures, of model: FittedModel, steps: Range<Int>, future: Covariates
  ) throws(ForecastError) {
    self.features = features
    self.steps = steps
    origin = model.trend.last
    let values = FutureCovariates(features.known, future, model: model, steps: steps)
    var conditions: [[Bool]] = []
    for own in features.conditional {
      conditions.append(try values.column(own.condition).map { $0 != 0 })
    }
    self.conditions = conditions
    var regressors: [[Double]] = []
    for own in features.regressors {
      regressors.append(try values.column(own.name).map(own.standardised))
    }
    self.regressors = regressors
    let first = model.grid.step(holding: model.trainedThrough) + steps.lowerBound
    holidays = features.holidays.map { own in
      let touched = own.days.flatMap { day in
        model.grid.steps(ofDay: day).clamped(to: first..<first + steps.count)
      }
      // Two dates of one name may touch the same long step.
      return Set(touched).map { $0 - first }
    }
    names =
      features.conditional.map(\.shape.name) + (features.holidays.isEmpty ? [] : ["holidays"])
      + features.regressors.map(\.name)
  }

  /// The effects on one scale, in spreads: by component as `names`, then by step.
  func effects(_ coefficients: FeatureCoefficients) -> [[Double]] {
    var effects = features.conditional.indices.map { index in
      seasonalEffect(index, coefficients.conditional[index])
    }
    if !holidays.isEmpty {
      var sum = [Double](repeating: 0, count: steps.count)
      for (steps, coefficient) in zip(holidays, coefficients.holidays) {
        for step in steps { sum[step] += coefficient }
      }
      effects.append(sum)
    }
    return effects
      + zip(regressors, coefficients.regressors).map { values, coefficient in
        values.map { Self.bounded(coefficient * $0) }
      }
  }

  /// A regressor's effect on one scale, in spreads.
  ///
  /// Whatever the future is said to be, the effects of several add up to a number. No series moves by
  /// a million spreads, and so no effect that a model can have learnt is changed.
  private static func bounded(_ effect: Double) -> Double { min(max(effect, -1e6), 1e6) }

  private func seasonalEffect(_ index: Int, _ coefficients: [Double]) -> [Double] {
    var angles = SeasonalAngles([features.conditional[index].shape], after: origin)
    return zip(angles.values(0, coefficients, at: steps), conditions[index]).map { $1 ? $0 : 0 }
  }
}

/// The covariates of a forecast's steps: those given now, else those that the model keeps.
private struct FutureCovariates {
  private let known: KnownCovariates
  private let given: Covariates
  private let steps: Range<Int>
  /// Which row of the given ones each step takes.
  private let places: [Int?]
  private let timestamp: (Int) -> Int64

  init(_ known: KnownCovariates, _ given: Covariates, model: FittedModel, steps: Range<Int>) {
    self.known = known
    self.given = given
    self.steps = steps
    let (grid, last) = (model.grid, model.grid.step(holding: model.trainedThrough))
    timestamp = { grid.timestamp(ofStep: last + $0) }
    places = grid.places(
      of: given.timestamps, at: last + steps.lowerBound..<last + steps.upperBound)
  }

  /// The values of a column, one a step.
  func column(_ name: String) throws(ForecastError) -> [Double] {
    let column = given.names.firstIndex(of: name).map { given.columns[$0] }
    var values: [Double] = []
    for (place, step) in zip(places, steps) {
      let own = place.flatMap { place in column?[place] } ?? .nan
      guard let value = own.isNaN ? known.value(of: name, lead: step) : own else {
        throw .futureMissing(name: name, at: timestamp(step))
      }
      values.append(value)
    }
    return values
  }
}
