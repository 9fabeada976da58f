import Glibc

/// How much each row counts: half as much after every half life, 1 at the last row.
///
/// A regular row's weight is that of its chunk times that of its place in it, so that a long series
/// needs no list of weights.
struct RecencyWeights {
  /// By place in a chunk; of an irregular series, by row.
  let places: [Double]
  /// By chunk; empty where `places` are by row.
  private let chunks: [Double]

  /// - Parameters:
  ///   - design: Whose rows are weighted.
  ///   - halfLife: In steps; nil where all rows count the same.
  ///   - isRegular: Whether rows are one step apart.
  init(_ design: some DesignMatrix, halfLife: Double?, isRegular: Bool) {
    let rate = halfLife.map { 1 / $0 } ?? 0
    let last = design.position(ofRow: design.rows - 1)
    guard isRegular else {
      chunks = []
      places = (0..<design.rows).map { exp2((design.position(ofRow: $0) - last) * rate) }
      return
    }
    // The end of the last chunk lies beyond the last row, where weights are above 1.
    chunks = (0..<design.rows).chunks.map {
      exp2((Double($0.lowerBound + chunkRows) - last) * rate)
    }
    places = (0..<min(chunkRows, design.rows)).map { exp2((Double($0 - chunkRows)) * rate) }
  }

  /// The weights of rows of one chunk: `factor` times `places` from `first` on.
  func part(_ rows: Range<Int>) -> (factor: Double, first: Int) {
    chunks.isEmpty
      ? (1, rows.lowerBound)
      : (chunks[rows.lowerBound / chunkRows], rows.lowerBound % chunkRows)
  }

  /// The weights of any rows.
  func values(of rows: Range<Int>) -> [Double] {
    rows.chunks.flatMap { chunk in
      let (factor, first) = part(chunk)
      return places[first..<first + chunk.count].map { factor * $0 }
    }
  }

  subscript(row: Int) -> Double {
    let (factor, first) = part(row..<row + 1)
    return factor * places[first]
  }
}
