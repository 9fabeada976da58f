/// Weighted sums over rows, each value clipped to near an earlier fit.
struct AbsorbedSums {
  /// *XᵀWv*, one a column.
  let moments: [Double]
  /// *vᵀWv*, v being the values.
  let squares: Double
  /// The sum of the weights.
  let weight: Double

  init(moments: [Double], squares: Double, weight: Double) {
    self.moments = moments
    self.squares = squares
    self.weight = weight
  }

  /// Sums up observed rows.
  ///
  /// - Parameters:
  ///   - rows: Of the series; none where empty.
  ///   - series: Standardised as the earlier fit's was.
  ///   - coefficients: Of the earlier fit.
  ///   - limit: How far a value may lie from that fit.
  ///   - frame: Of the series; the last of the rows weighs 1.
  init(
    _ rows: Range<Int>, of series: StandardisedSeries, near coefficients: [Double],
    within limit: Double, _ frame: GridFrame<some DesignMatrix>
  ) {
    let growth = rows.isEmpty ? 1 : 1 / frame.weights[rows.upperBound - 1]
    let curve = frame.design.curve(coefficients)
    var sums = frame.design.sums()
    var squares = 0.0
    var weight = 0.0
    for part in rows.chunks {
      var chunk = [Double](repeating: 0, count: part.count)
      curve.add(part, to: &chunk, at: 0)
      let weights = series.weights(of: part, in: frame)
      for index in chunk.indices {
        let residual = series.values[part.lowerBound - series.start + index] - chunk[index]
        let value = chunk[index] + min(max(residual, -limit), limit)
        let own = growth * weights[index]
        chunk[index] = own * value
        squares += own * value * value
        weight += own
      }
      sums.add(chunk, rows: part)
    }
    self.init(moments: sums.moments(), squares: squares, weight: weight)
  }

  /// The sums with every weight multiplied by `factor`.
  func scaled(by factor: Double) -> AbsorbedSums {
    AbsorbedSums(
      moments: moments.map { factor * $0 }, squares: factor * squares, weight: factor * weight)
  }

  func adding(_ other: AbsorbedSums) -> AbsorbedSums {
    AbsorbedSums(
      moments: zip(moments, other.moments).map(+), squares: squares + other.squares,
      weight: weight + other.weight)
  }
}
