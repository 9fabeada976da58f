import Glibc
import LinearAlgebra

/// Fits models of one specification, sharing what all customers of one time grid share.
///
/// One fitter a worker; not shared between threads. What a fit gives depends on the series, its
/// covariates and the specification alone, not on the series that were fitted before.
public struct ModelFitter {
  public let spec: ModelSpec
  private let covariateNames: [String]
  /// Why no series has such a model.
  let fault: ModelSpecError?
  var sharedGrids: SharedGrids<RegularDesign>
  private var sharedHolidayGrids: SharedGrids<FeaturedDesign<RegularDesign>>
  var workspace = FitWorkspace()

  /// - Parameters:
  ///   - spec: Of all models.
  ///   - sharedGrids: The most time grids whose design and factorisations are kept.
  public init(spec: ModelSpec, sharedGrids: Int = 64) {
    self.spec = spec
    covariateNames = spec.covariateNames
    do throws(ModelSpecError) {
      try spec.checkColumns()
      fault = nil
    } catch {
      fault = error
    }
    self.sharedGrids = SharedGrids(capacity: sharedGrids)
    sharedHolidayGrids = SharedGrids(capacity: sharedGrids)
  }

  /// Fits a model to a series.
  ///
  /// - Parameters:
  ///   - series: At least one observed value.
  ///   - covariates: Every column of `spec.covariateNames`, with a value at each observed row; what
  ///     comes after the last observed row is kept in the model, for its forecasts.
  /// - Returns: The model, its update state, its accuracy on held-back values, and notes.
  /// - Throws: `FitError` where the series has no model.
  public mutating func fit(
    _ series: TimeSeries, covariates: Covariates = .none
  ) throws(FitError) -> ModelFit {
    if let fault { throw .specification(fault) }
    guard let placed = PlacedSeries(series) else { throw .noObservations }
    let given = try place(covariates, at: placed)
    let frames = FrameMaker(spec: spec, key: key(of: placed), placed: placed, given: given)
    let work = SeriesFit(placed, spec: spec, known: given?.known ?? .none, &workspace.orders)
    switch (isRegular: placed.positions.isEmpty, hasFeatures: spec.hasFeatures) {
    case (true, false):
      let frame = sharedGrids.frame(frames.key, make: frames.regular)
      return try work.fitted(in: frame, &workspace)
    case (true, true):
      // With covariates, a frame is of use to one series alone.
      let frame =
        given == nil
        ? sharedHolidayGrids.frame(frames.key, make: frames.featuredRegular)
        : frames.featuredRegular()
      return try work.fitted(in: frame, &workspace)
    case (false, false):
      return try work.fitted(in: frames.irregular(), &workspace)
    case (false, true):
      return try work.fitted(in: frames.featuredIrregular(), &workspace)
    }
  }

  private func place(
    _ covariates: Covariates, at placed: PlacedSeries
  ) throws(FitError) -> PlacedCovariates? {
    guard !covariateNames.isEmpty else { return nil }
    return try PlacedCovariates(
      covariates, names: covariateNames, at: RowTimes(placed), observed: placed.values)
  }

  private func key(of placed: PlacedSeries) -> FrameKey {
    let origin = FrameKey.Origin(grid: placed.grid, firstTimestamp: placed.firstTimestamp)
    return FrameKey(
      traits: IntervalTraits(placed.grid.interval), rows: placed.values.count,
      horizon: spec.horizonRows(of: placed.grid.interval), origin: spec.hasDates ? origin : nil)
  }
}

extension ModelSpec {
  /// Whether a design has columns beside trend and seasonality.
  public var hasFeatures: Bool {
    !holidays.isEmpty || !regressors.isEmpty
      || customSeasonalities.contains { $0.conditionName != nil }
  }

  /// How many rows ahead a model should be best.
  func horizonRows(of interval: SamplingInterval) -> Int {
    guard let horizon else { return IntervalTraits(interval).defaultHorizon }
    // A time longer than the most steps is as far as the model can be asked to be good at.
    return (try? horizon.steps(of: interval)) ?? Horizon.maximumSteps
  }

  /// Whether it matters when the rows are.
  fileprivate var hasDates: Bool { !holidays.isEmpty || changepoints.dates != nil }
}
