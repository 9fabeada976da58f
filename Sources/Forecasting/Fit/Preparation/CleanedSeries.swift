import LinearAlgebra

/// The recent tail of a series without outliers, and with its features and level shifts taken out.
///
/// An autoregression of the features would repeat last week's holiday and know nothing of next week's.
struct CleanedSeries {
  /// The row where the tail begins.
  let start: Int
  /// In spreads, from `start` on; the core's fit where a row is missing.
  let values: [Double]
  /// Whether a row was observed, from `start` on.
  let isObserved: [Bool]
  /// The level that shifts have reached by each row, from `start` on.
  let levels: [Double]

  private static let clipDeviations = 8.0

  /// Rows of one sign beyond the clip move the level; single ones are clipped.
  init(_ tail: TailFit, rows: Int, shiftRows: Int) {
    start = tail.start
    let clip = Self.clipDeviations * tail.noise.squareRoot()
    var follower = ShiftFollower(clip: clip, shiftRows: shiftRows)
    let count = rows - tail.start
    var values = [Double].zeros(count)
    var levels = values
    isObserved = tail.residuals[..<count].map { !$0.isNaN }
    var valueRows = values.mutableSpan
    var levelRows = levels.mutableSpan
    for index in 0..<count {
      let feature = tail.features.isEmpty ? 0 : tail.features[index]
      let fitted = tail.trend[index] + tail.seasonal[index] - feature
      let residual = tail.residuals[index]
      valueRows[index] = residual.isNaN ? fitted : fitted + follower.observe(residual)
      levelRows[index] = follower.level
    }
    self.values = values
    self.levels = levels
  }
}

/// Follows level shifts in residuals, and nothing else.
private struct ShiftFollower {
  let clip: Double
  let shiftRows: Int
  private(set) var level = 0.0
  private var limit: Double
  private var runSign = 0.0
  private var runLength = 0.0
  private var runSum = 0.0

  init(clip: Double, shiftRows: Int) {
    self.clip = clip
    self.shiftRows = shiftRows
    limit = clip
  }

  /// - Returns: The residual from the level, clipped.
  mutating func observe(_ residual: Double) -> Double {
    let raw = residual - level
    let error = min(max(raw, -limit), limit)
    guard abs(raw) > clip else {
      endRun()
      return error
    }
    let sign = raw > 0 ? 1.0 : -1.0
    runLength = sign == runSign ? runLength + 1 : 1
    runSum = sign == runSign ? runSum + raw : raw
    runSign = sign
    limit = ShiftWatch.limit(clip: clip, run: runLength)
    guard runLength >= Double(shiftRows) else { return error }
    let jump = runSum / runLength
    level += jump
    endRun()
    return min(max(raw - jump, -clip), clip)
  }

  private mutating func endRun() {
    runSign = 0
    runLength = 0
    runSum = 0
    limit = clip
  }
}
