/// Makes the frame of a series as a specification wants it.
struct FrameMaker {
  let spec: ModelSpec
  let key: FrameKey
  let placed: PlacedSeries
  /// Nil where no covariate is wanted.
  let given: PlacedCovariates?

  func regular() -> GridFrame<RegularDesign> {
    frame(RegularDesign(columns: columns(), rows: key.rows))
  }

  func irregular() -> GridFrame<IrregularDesign> {
    frame(IrregularDesign(columns: columns(), positions: placed.positions))
  }

  func featuredRegular() -> GridFrame<FeaturedDesign<RegularDesign>> {
    featured(RegularDesign(columns: columns(), rows: key.rows))
  }

  func featuredIrregular() -> GridFrame<FeaturedDesign<IrregularDesign>> {
    featured(IrregularDesign(columns: columns(), positions: placed.positions))
  }

  private func featured<Base: DesignMatrix>(_ base: Base) -> GridFrame<FeaturedDesign<Base>> {
    let features = FeatureRows(
      spec, key.traits, at: RowTimes(placed), given: given, values: placed.values)
    return frame(
      FeaturedDesign(base, columns: columns(with: features.columns), features))
  }

  private func frame<Design: DesignMatrix>(_ design: Design) -> GridFrame<Design> {
    GridFrame(design: design, traits: key.traits, horizon: key.horizon, spec: spec)
  }

  private func columns(with features: FeatureColumns = .none) -> DesignColumns {
    let span = (placed.positions.last ?? Double(key.rows - 1)) + 1
    return DesignColumns(
      trend: trend(), seasonalities: spec.unconditionalSeasonalities(key.traits, span: span),
      changepoints: spec.changepoints, features: features)
  }

  private func trend() -> TrendBasis {
    let changepoints = spec.changepoints
    if let dates = changepoints.dates {
      let times = RowTimes(placed)
      return TrendBasis(
        last: placed.positions.last ?? Double(key.rows - 1), growth: spec.growth,
        changepointsAt: dates.map(times.position))
    }
    return placed.positions.isEmpty
      ? TrendBasis(rows: key.rows, growth: spec.growth, changepoints: changepoints)
      : TrendBasis(
        positions: placed.positions, growth: spec.growth, changepoints: changepoints)
  }
}
