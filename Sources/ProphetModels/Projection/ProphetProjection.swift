public import Forecasting

/// A fitted model as Prophet's parameters, and what is lost on the way.
public struct ProphetProjection: Sendable {
  public let model: ProphetModel
  public let losses: [ProphetLoss]

  /// - Parameter fitted: Any model.
  /// - Throws: Where its numbers are beyond what Prophet can evaluate.
  public init(_ fitted: FittedModel) throws(ProphetModelError) {
    let core = ModelCore(fitted)
    let valueSize = core.largestSize > 0 ? core.largestSize : 1
    let seasons = SeasonProjection(core, valueSize: valueSize)
    let features = FeatureProjection(core, valueSize: valueSize)
    let line = TrendLine(core, shift: seasons.shift + features.shift)
    let start = core.timestamp(at: 0)
    let length = core.timestamp(at: core.last) - start
    let scale = ProphetScale(
      start: start,
      timeLength: length > 0
        ? length : core.timestamp(at: core.last + 1) - core.timestamp(at: core.last),
      valueSize: valueSize)
    var components = ProphetModel.Components()
    components.seasonalities = seasons.seasonalities
    components.holidays = features.holidays
    components.regressors = features.regressors
    components.holidaysMode = core.isLogarithmic ? .multiplicative : .additive
    model = try ProphetModel(
      grid: core.grid, firstTime: min(Int64(start.rounded()), fitted.trainedThrough),
      trainedThrough: fitted.trainedThrough,
      rows: fitted.rows, scale: scale, trend: Self.trend(line, core, scale),
      components: components,
      noise: core.halfWidth80 / NormalQuantile.halfWidth(level: 0.8) / valueSize,
      intervalWidth: fitted.intervalWidth)
    losses =
      core.omissions.map { ProphetLoss($0, core) } + seasons.losses
      + Self.factors(of: core, model, features) + Self.limits(of: core, broken: model) + [
        .intervals
      ]
  }

  private static func trend(
    _ line: TrendLine, _ core: ModelCore, _ scale: ProphetScale
  ) -> ProphetTrend {
    func time(_ position: Double) -> Double {
      (core.timestamp(at: position) - scale.start) / scale.timeLength
    }
    let now = line.knots.first { $0.position >= core.last } ?? line.knots[0]
    guard core.growth != .flat else {
      return ProphetTrend(
        growth: .flat, rate: 0, offset: now.value / scale.valueSize, changepoints: [], changes: [])
    }
    let slopes = zip(line.knots, line.knots.dropFirst()).map { from, to in
      (to.value - from.value) / scale.valueSize / (time(to.position) - time(from.position))
    }
    let steepest = slopes.reduce(0) { max($0, abs($1)) }
    var changepoints: [Double] = []
    var changes: [Double] = []
    var slope = slopes.first ?? 0
    for (knot, next) in zip(line.knots.dropFirst(), slopes.dropFirst())
    where abs(next - slope) > smallestChange * steepest {
      changepoints.append(time(knot.position))
      changes.append(next - slope)
      slope = next
    }
    return ProphetTrend(
      growth: .linear, rate: slopes.first ?? 0,
      offset: line.knots[0].value / scale.valueSize - (slopes.first ?? 0)
        * time(line.knots[0].position),
      changepoints: changepoints, changes: changes)
  }

  /// Smaller changes of a slope are rounding: in Prophet every changepoint costs time.
  private static let smallestChange = 1e-12

  /// What is lost of components that are factors.
  private static func factors(
    of core: ModelCore, _ model: ProphetModel, _ features: FeatureProjection
  ) -> [ProphetLoss] {
    guard core.isLogarithmic else { return [] }
    // The day and the week of hours are projected together.
    let cycles = Cycle.all(of: core).count + core.conditional.count
    let factors = cycles + model.regressors.count + model.holidays.count
    return (factors > 1 ? [.products] : [])
      + (features.curved.isEmpty ? [] : [.powers(features.curved)])
  }

  /// The limits, where the model leaves them within the first steps.
  private static func limits(of core: ModelCore, broken model: ProphetModel) -> [ProphetLoss] {
    let last = core.grid.step(holding: model.trainedThrough)
    let times = (1...400).map { core.grid.timestamp(ofStep: last + $0) }
    // Nobody knows regressors so far ahead; they stay at their means, and conditions do not hold.
    let names = model.covariateNames
    let usual = Covariates(
      names: names, timestamps: times,
      columns: names.map { name in
        let mean = model.regressors.first { $0.name == name }?.mean ?? 0
        return times.map { _ in mean }
      })
    // Every name is known at every time, so that nothing can be missing.
    guard let forecast = try? model.forecast(at: times, future: usual) else { return [] }
    let slack = 1e-9 * core.largestSize
    let isLeft = forecast.yhat.contains {
      $0 < core.limits.lowerBound - slack || $0 > core.limits.upperBound + slack
    }
    return isLeft ? [.limits(core.limits)] : []
  }
}

extension ProphetLoss {
  fileprivate init(_ omission: ModelCore.Omission, _ core: ModelCore) {
    switch omission {
    case .fadingErrors: self = .fadingErrors
    case .autoregression(let share): self = .autoregression(share: share)
    case .otherScale(let share):
      self = .otherScale(share: share, isLogarithmic: !core.isLogarithmic)
    case .knownCovariates(let names): self = .knownCovariates(names)
    }
  }
}
