import Glibc
import LinearAlgebra

/// Fits models of one specification, sharing what all customers of one time grid share.
///
/// One fitter a worker; not shared between threads. What a fit gives depends on the series and the
/// specification alone, not on the series that were fitted before.
public struct ModelFitter {
  public let spec: ModelSpec
  private var sharedGrids: SharedGrids
  private var workspace = FitWorkspace()

  /// - Parameters:
  ///   - spec: Of all models.
  ///   - sharedGrids: The most time grids whose design and factorisations are kept.
  public init(spec: ModelSpec, sharedGrids: Int = 64) {
    BLASThreads.useOne()
    self.spec = spec
    self.sharedGrids = SharedGrids(capacity: sharedGrids)
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
    guard let placed = PlacedSeries(series) else { throw .noObservations }
    let traits = IntervalTraits(placed.grid.interval)
    // A time longer than the most steps is as far as the model can be asked to be good at.
    let horizon = spec.horizon.map {
      (try? $0.steps(of: placed.grid.interval)) ?? Horizon.maximumSteps
    }
    let key = SharedGrids.Key(
      traits: traits, rows: placed.values.count, horizon: horizon ?? traits.defaultHorizon)
    let work = SeriesFit(placed, spec: spec, &workspace.orders)
    guard placed.positions.isEmpty else {
      return try work.fitted(in: irregularFrame(placed.positions, key), &workspace)
    }
    return try work.fitted(in: sharedGrids.frame(key, spec: spec), &workspace)
  }

  /// The frame of rows at times of their own, which no other series shares.
  private func irregularFrame(
    _ positions: [Double], _ key: SharedGrids.Key
  ) -> GridFrame<IrregularDesign> {
    let columns = DesignColumns(
      trend: TrendBasis(
        positions: positions, growth: spec.growth, changepoints: spec.changepoints),
      seasonalities: Seasonality.all(
        of: key.traits, span: (positions.last ?? 0) + 1, wanted: spec.seasonalities),
      changepoints: spec.changepoints)
    return GridFrame(
      design: IrregularDesign(columns: columns, positions: positions), traits: key.traits,
      horizon: key.horizon, spec: spec)
  }
}
