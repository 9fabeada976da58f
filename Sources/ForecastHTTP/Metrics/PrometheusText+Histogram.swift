import ModelServing

extension PrometheusText {
  /// The samples of a histogram of the metric that was begun last.
  ///
  /// - Parameters:
  ///   - histogram: In seconds.
  ///   - labels: Of all samples.
  mutating func samples(of histogram: DurationHistogram, _ labels: [Label] = []) {
    var total = 0
    for (bound, count) in zip(DurationHistogram.bounds + [.infinity], histogram.counts) {
      total += count
      let edge = bound.isFinite ? "\(bound)" : "+Inf"
      sample(Double(total), suffix: "_bucket", labels + [("le", edge)])
    }
    sample(histogram.sum, suffix: "_sum", labels)
    sample(Double(total), suffix: "_count", labels)
  }
}
