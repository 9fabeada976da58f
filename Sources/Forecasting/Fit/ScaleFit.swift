import LinearAlgebra

/// A series fitted on one scale: the final model, and what an older one forecast of held-back rows.
struct ScaleFit {
  let scale: SeriesScale
  let core: CoreFit
  /// The filters at the end of the series.
  let filters: ResidualFilters
  /// Nil where the series is too short to hold rows back.
  let heldBack: HeldBackForecasts?
  let autoregression: ScaleAutoregression?

  init(
    _ series: StandardisedSeries, _ frame: GridFrame<some DesignMatrix>,
    _ workspace: inout FitWorkspace
  ) throws(FitError) {
    let systems = frame.systems(without: series.missing)
    let rows = frame.design.rows
    let known = frame.plan.origins.first ?? 0
    let early = series.moments(of: 0..<known, in: frame, &workspace)
    let late = series.moments(of: known..<rows, in: frame, &workspace)
    let core = try CoreFit(
      CoreFit.Rows(
        count: rows, growth: 1, system: systems.final, moments: zip(early, late).map(+)),
      of: series, in: frame, &workspace)
    guard known > 0, let system = systems.heldBack else {
      self.init(series, core, heldBack: nil, frame)
      return
    }
    let growth = frame.heldBackGrowth
    let older = try CoreFit(
      CoreFit.Rows(
        count: known, growth: growth, system: system, moments: early.map { growth * $0 }),
      of: series, in: frame, &workspace)
    self.init(series, core, heldBack: older, frame)
  }

  /// - Parameters:
  ///   - series: On the scale, its tail at least.
  ///   - core: The final fit.
  ///   - older: Of the rows known at the oldest origin; nil where there is no origin.
  ///   - frame: Of the series.
  init(
    _ series: StandardisedSeries, _ core: CoreFit, heldBack older: CoreFit?,
    _ frame: GridFrame<some DesignMatrix>
  ) {
    let tail = TailFit(core, series, frame)
    var filters = frame.filters(noise: core.noise)
    filters.observe(tail.residuals[...], from: tail.start)
    scale = series.scale
    self.core = core
    self.filters = filters
    guard let older else {
      heldBack = nil
      autoregression = nil
      return
    }
    let olderTail = TailFit(older, series, frame)
    heldBack = HeldBackForecasts(older, olderTail, frame)
    autoregression =
      frame.autoregressionLags.isEmpty
      ? nil : ScaleAutoregression(final: tail, heldBack: olderTail, frame)
  }
}
