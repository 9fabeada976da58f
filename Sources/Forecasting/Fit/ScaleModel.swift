import Glibc

/// One scale's part of a model: its core, its weighted filters as one, and its autoregression.
///
/// All values are in spreads from the centre.
package struct ScaleModel: Hashable, Sendable {
  package let kind: SeriesScale.Kind
  package let center: Double
  package let spread: Double
  /// The scale's share of the filters' forecast.
  package let weight: Double
  /// Of the trend's columns.
  package let trend: [Double]
  /// What of the trend's last slope goes on into the future, in 0...1.
  package let damping: Double
  /// Of each seasonality's columns, in the model's order.
  package let seasonal: [[Double]]
  /// Nil where the model has no features.
  package let features: FeatureCoefficients?
  package let filters: MergedFilters
  package let autoregression: MergedAutoregression?

  package init(
    kind: SeriesScale.Kind, center: Double, spread: Double, weight: Double, trend: [Double],
    damping: Double, seasonal: [[Double]], features: FeatureCoefficients?, filters: MergedFilters,
    autoregression: MergedAutoregression?
  ) {
    self.kind = kind
    self.center = center
    self.spread = spread
    self.weight = weight
    self.trend = trend
    self.damping = damping
    self.seasonal = seasonal
    self.features = features
    self.filters = filters
    self.autoregression = autoregression
  }

  /// The parts of a fit, one a scale.
  ///
  /// - Parameters:
  ///   - fits: One a scale.
  ///   - backtest: What the scales and their filters weigh; nil where nothing was held back.
  ///   - frame: Of the series.
  /// - Returns: In the order of the fits.
  static func merged(
    _ fits: [ScaleFit], _ backtest: Backtest?, _ frame: GridFrame<some DesignMatrix>
  ) -> [ScaleModel] {
    let flat = FilterWeights.flat(frame.bank.sets, scales: fits.count)
    let end = frame.design.position(ofRow: frame.design.rows - 1)
    return fits.indices.map { index in
      ScaleModel(
        fits[index], columns: frame.design.columns, endingAt: end,
        weights: backtest?.filterWeights[index] ?? flat,
        share: backtest?.groupWeights?[index + 1])
    }
  }

  private init(
    _ fit: ScaleFit, columns: DesignColumns, endingAt end: Double, weights: FilterWeights,
    share: Double?
  ) {
    kind = fit.scale.kind
    center = fit.scale.center
    spread = fit.scale.spread
    weight = weights.total
    trend = columns.trend.coefficients(
      Array(fit.core.coefficients[..<columns.trend.columns]), endingAt: end)
    damping = weights.damping / max(weight, Self.smallestWeight)
    seasonal = columns.seasonalRanges.map { Array(fit.core.coefficients[$0]) }
    features = FeatureCoefficients(
      columns.features, fit.core.coefficients[columns.featureRange])
    filters = MergedFilters(
      fit.filters,
      weights: (0..<weights.groups).map {
        weights.ofFilters($0) / max(weights.total, Self.smallestWeight)
      })
    autoregression = fit.autoregression.flatMap { own in
      share.map {
        MergedAutoregression(
          share: $0, model: own.model, history: own.history, level: own.level)
      }
    }
  }

  private static let smallestWeight = 1e-300
}
