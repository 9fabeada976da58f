import LinearAlgebra

extension NormalEquations {
  private static let blockRows = 256

  /// Adds rows of a design, block by block.
  ///
  /// - Parameters:
  ///   - runs: Ranges of rows, ascending.
  ///   - design: Whose rows they are.
  ///   - weights: Of all rows of the design.
  mutating func add(
    _ runs: [Range<Int>], of design: some DesignMatrix, weights: RecencyWeights
  ) {
    let rows = runs.reduce(0) { $0 + $1.count }
    var block = Matrix(rows: min(Self.blockRows, rows), columns: design.columns.count)
    var blockWeights: [Double] = []
    for run in runs {
      var start = run.lowerBound
      while start < run.upperBound {
        let part = start..<min(run.upperBound, start + block.rows - blockWeights.count)
        design.write(part, to: &block, at: blockWeights.count)
        blockWeights += weights.values(of: part)
        start = part.upperBound
        guard blockWeights.count == block.rows else { continue }
        add(&block, weights: blockWeights[...])
        blockWeights.removeAll(keepingCapacity: true)
      }
    }
    if !blockWeights.isEmpty { add(&block, weights: blockWeights[...]) }
  }

  /// These statistics with every weight multiplied by `factor`.
  func scaled(by factor: Double) -> NormalEquations {
    var scaled = self
    scaled.scale(by: factor)
    return scaled
  }
}
