import ModelServing

extension PrometheusText {
  /// The samples of a histogram of the metric that was begun last.
  ///
  /// - Parameters:
  ///   - histogram: Its bounds are the labels `le`.
  ///   - labels: Of all samples.
  mutating func samples(of histogram: Histogram, _ labels: [Label] = []) {
    var total = 0
    for (bound, count) in zip(histogram.bounds + [.infinity], histogram.counts) {
      total += count
      let edge = bound.isFinite ? "\(bound)" : "+Inf"
      sample(Double(total), suffix: "_bucket", labels + [("le", edge)])
    }
    sample(histogram.sum, suffix: "_sum", labels)
    sample(Double(total), suffix: "_count", labels)
  }
}
