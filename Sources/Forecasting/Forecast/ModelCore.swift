import Glibc

/// The part of a model that formulas without memory can carry: trend, seasonalities, and where the
/// filters stood at the last row, on the scale that weighs most.
///
/// Values are in units of the series, or logarithms of such. Positions are in rows from the first.
public struct ModelCore: Sendable {
  /// Whether values are logarithms.
  public let isLogarithmic: Bool
  public let growth: Growth
  /// The position of the last row.
  public let last: Double
  /// Where the trend bends between the first row and the last, ascending.
  public let bends: [Double]
  public let seasonalities: [Seasonality]
  /// What filters learnt of a season, by row number modulo its length; empty where nothing.
  public let shortSeason: [Double]
  public let longSeason: [Double]
  /// Seasonalities that apply where a covariate is not 0.
  public let conditional: [Conditional]
  public let regressors: [Regressor]
  /// One element a day of a holiday's window, those that come after the last row.
  public let holidays: [HolidayDay]
  /// The half width of the 80% interval a step ahead, in units of the series.
  public let halfWidth80: Double
  /// The mean distance of the observed values from their middle.
  public let spread: Double
  /// The values that a forecast never leaves, and the largest size of an observed one: no logarithms.
  public let limits: ClosedRange<Double>
  public let largestSize: Double
  /// What forecasts have beside this.
  public let omissions: [Omission]
  private let model: FittedModel
  private let scale: ScaleModel?
  private let factor: Double
  private let shift: Double

  /// One block of harmonics, whose phase is 0 at the first row.
  public struct Seasonality: Hashable, Sendable {
    public let name: String
    /// In rows.
    public let period: Double
    public let harmonics: [Harmonic]

    public struct Harmonic: Hashable, Sendable {
      public let multiple: Int
      public let cosine: Double
      public let sine: Double
    }
  }

  public struct Conditional: Hashable, Sendable {
    public let seasonality: Seasonality
    /// Of the covariate.
    public let condition: String
  }

  /// A covariate whose effect is `coefficient` · (value − `mean`)/`scale`.
  public struct Regressor: Hashable, Sendable {
    public let name: String
    public let mean: Double
    public let scale: Double
    public let coefficient: Double
    /// Whether the history's values are nothing but 0 and 1.
    public let isBinary: Bool
    /// The mean and the standard deviation of the history's values.
    public let historyMean: Double
    public let historyDeviation: Double
  }

  public struct HolidayDay: Hashable, Sendable {
    public let name: String
    /// Days after the holiday's date.
    public let offset: Int
    public let coefficient: Double
    /// Days since 1970-01-01, ascending: those on the window's day, of long steps those of the steps.
    public let days: [Int]
  }

  /// A part of a model's forecasts that is not in its core.
  public enum Omission: Hashable, Sendable {
    /// The last errors, fading step by step.
    case fadingErrors
    /// The autoregression, with its share of the forecast.
    case autoregression(share: Double)
    /// The other scale, with its share of what the autoregression leaves.
    case otherScale(share: Double)
    /// Covariates of steps to come, known since the fit.
    case knownCovariates([String])
  }

  public init(_ model: FittedModel) {
    self.model = model
    // Of equal weights the first.
    let scale = model.scales.max { $0.weight < $1.weight }
    self.scale = scale
    let isLogarithmic = scale?.kind == .logarithmic
    self.isLogarithmic = isLogarithmic
    let factor = (scale?.spread ?? 0) * (isLogarithmic ? 1 : model.unit)
    self.factor = factor
    shift =
      isLogarithmic
      ? (scale?.center ?? 0) + log(model.unit)
      : (scale?.center ?? model.constant ?? 0) * model.unit
    growth = scale == nil ? .flat : model.trend.growth
    last = model.trend.last
    bends = scale == nil ? [] : model.trend.knots.filter { 0 < $0 && $0 < model.trend.last }
    seasonalities = zip(model.seasonalities, scale?.seasonal ?? []).map {
      Seasonality($0, $1.map { $0 * factor })
    }
    shortSeason = (scale?.filters.shortSeason ?? []).map { $0 * factor }
    longSeason = (scale?.filters.longSeason ?? []).map { $0 * factor }
    conditional = zip(model.features?.conditional ?? [], scale?.features?.conditional ?? []).map {
      Conditional(
        seasonality: Seasonality($0.shape, $1.map { $0 * factor }), condition: $0.condition)
    }
    regressors = zip(model.features?.regressors ?? [], scale?.features?.regressors ?? []).map {
      Regressor($0, coefficient: $1 * factor)
    }
    holidays = zip(model.features?.holidays ?? [], scale?.features?.holidays ?? []).map {
      HolidayDay(
        name: $0.name, offset: $0.offset, coefficient: $1 * factor,
        days: model.grid.datesOfSteps(touching: $0.days))
    }
    halfWidth80 = model.errorProfile.halfWidth80(lead: 1, around: nil) * model.unit
    spread = factor
    limits = Self.limits(of: model)
    largestSize = max(abs(model.bounds.smallest), abs(model.bounds.largest)) * model.unit
    omissions = Self.omissions(of: model, beside: scale)
  }

  /// The time of a position, in seconds since 1970-01-01; between two months by their share.
  public func timestamp(at position: Double) -> Double {
    let grid = model.grid
    let ahead = position - last
    let step = grid.step(holding: model.trainedThrough)
    guard grid.interval.isCalendar else {
      return Double(grid.timestamp(ofStep: step)) + ahead * Double(grid.interval.meanSeconds)
    }
    let whole = ahead.rounded(.down)
    let before = Double(grid.timestamp(ofStep: step + Int(whole)))
    let after = Double(grid.timestamp(ofStep: step + Int(whole) + 1))
    return before + (ahead - whole) * (after - before)
  }

  /// The trend in the history.
  public func trend(at position: Double) -> Double {
    guard let scale else { return shift }
    return shift + factor * model.trend.value(at: position, scale.trend)
  }

  /// The trend to come: with the filters' level and slope, and what is left of the trend's own slope.
  ///
  /// - Parameter lead: Steps after the last row, at least 0.
  /// - Returns: On the core's scale.
  public func trend(lead: Double) -> Double {
    guard let scale else { return shift }
    let slope = scale.damping * model.trend.slope(from: last, scale.trend)
    let filters = scale.filters
    let value =
      model.trend.value(at: last, scale.trend) + slope * lead + filters.level
      + filters.slope * FilterSet.slopeSum(over: lead)
    return shift + factor * value
  }

  /// The grid of the rows.
  public var grid: TimeGrid { model.grid }

  private static func limits(of model: FittedModel) -> ClosedRange<Double> {
    if let constant = model.constant { return constant * model.unit...constant * model.unit }
    let bounds = model.bounds
    let lowest = bounds.isNonnegative ? max(0, bounds.lowest) : bounds.lowest
    return lowest * model.unit...bounds.highest * model.unit
  }

  private static func omissions(of model: FittedModel, beside own: ScaleModel?) -> [Omission] {
    let share = model.scales.reduce(0) { $0 + ($1.autoregression?.share ?? 0) }
    let other = model.scales.filter { $0.kind != own?.kind }.reduce(0) { $0 + $1.weight }
    var omissions: [Omission] = []
    if own?.filters.lastErrors.isEmpty == false { omissions.append(.fadingErrors) }
    if share > 0 { omissions.append(.autoregression(share: share)) }
    if other > 0 { omissions.append(.otherScale(share: other)) }
    let known = model.features?.known ?? .none
    let names = zip(known.names, known.values).filter { !$0.1.isEmpty }.map(\.0)
    if !names.isEmpty { omissions.append(.knownCovariates(names)) }
    return omissions
  }
}

extension ModelCore.Regressor {
  fileprivate init(_ own: FittedFeatures.Standardised, coefficient: Double) {
    name = own.name
    mean = own.mean
    scale = own.scale
    self.coefficient = coefficient
    isBinary = own.history?.isBinary ?? false
    historyMean = own.history?.mean ?? own.mean
    historyDeviation = own.history?.deviation ?? own.scale
  }
}

extension ModelCore.Seasonality {
  /// - Parameters:
  ///   - shape: Of a model.
  ///   - coefficients: Of its columns.
  fileprivate init(_ shape: SeasonalShape, _ coefficients: [Double]) {
    name = shape.name
    period = shape.period
    var rest = coefficients[...]
    harmonics = shape.harmonics.map { multiple in
      Harmonic(
        multiple: multiple, cosine: rest.popFirst() ?? 0,
        sine: shape.hasSine(multiple) ? rest.popFirst() ?? 0 : 0)
    }
  }

  /// The block's value.
  ///
  /// - Parameter position: In rows from the first.
  /// - Returns: On the core's scale.
  public func value(at position: Double) -> Double {
    let turns = position / period
    let angle = 2 * Double.pi * (turns - turns.rounded(.down))
    return harmonics.reduce(0) {
      $0 + $1.cosine * cos(Double($1.multiple) * angle) + $1.sine * sin(Double($1.multiple) * angle)
    }
  }
}

extension TimeGrid {
  /// The dates of the steps that some days fall in, each once; the days themselves where steps are
  /// days or shorter.
  fileprivate func datesOfSteps(touching days: [Int]) -> [Int] {
    switch interval {
    case .seconds, .irregular, .day: return days
    case .week, .months:
      let touched = Set(days.flatMap { steps(ofDay: $0) })
      return touched.map { Int(timestamp(ofStep: $0).quotient(roundedDownBy: .day)) }.sorted()
    }
  }
}
