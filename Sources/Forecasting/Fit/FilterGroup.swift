/// Exponential-smoothing filters over the residuals of a core, with a rule for level shifts.
struct FilterGroup {
  private let levelGain: Lanes
  private let slopeGain: Lanes
  private let shortGain: Lanes
  private let longGain: Lanes
  /// Errors beyond this are outliers, or a shift where they last.
  private let clip: Double
  private let shiftRows: Double

  private(set) var level = Lanes.zero
  private(set) var slope = Lanes.zero
  /// The last one-step error.
  private(set) var error = Lanes.zero
  private(set) var shortSeason: [Lanes]
  private(set) var longSeason: [Lanes]
  private var crossProducts = Lanes.zero
  private var squares = Lanes(repeating: 1e-12)

  /// The clip in force: it doubles with every row of a run.
  private var limit: Lanes
  /// The sign of the run of large errors, 0 where there is none.
  private var runSign = Lanes.zero
  private var runLength = Lanes.zero
  private var runSum = Lanes.zero

  private static let damping = FilterSet.slopeDamping
  private static let errorFading = 0.8
  private static let largestAutocorrelation = 0.98

  /// - Parameters:
  ///   - sets: At most four; lanes beyond them follow nothing.
  ///   - seasons: Lengths in rows.
  ///   - clip: In spreads.
  ///   - shiftRows: Rows of one sign beyond the clip that make a shift.
  init(_ sets: ArraySlice<FilterSet>, seasons: FilterSeasons, clip: Double, shiftRows: Int) {
    func lanes(_ gain: KeyPath<FilterSet, Double>) -> Lanes {
      var lanes = Lanes.zero
      for (lane, set) in sets.enumerated() { lanes[lane] = set[keyPath: gain] }
      return lanes
    }
    levelGain = lanes(\.level)
    slopeGain = lanes(\.slope)
    shortGain = lanes(\.shortSeason)
    longGain = lanes(\.longSeason)
    self.clip = clip
    self.shiftRows = Double(shiftRows)
    limit = Lanes(repeating: clip)
    shortSeason = [Lanes](repeating: .zero, count: seasons.short)
    longSeason = [Lanes](repeating: .zero, count: seasons.long)
  }

  /// The autocorrelation of the one-step errors at lag 1.
  var autocorrelation: Lanes {
    (crossProducts / squares).clamped(
      lowerBound: .zero, upperBound: Lanes(repeating: Self.largestAutocorrelation))
  }

  /// Takes in residuals of consecutive rows.
  ///
  /// - Parameters:
  ///   - residuals: In spreads, NaN where a row is missing.
  ///   - row: The first one's place in the series.
  mutating func observe(_ residuals: ArraySlice<Double>, from row: Int) {
    var short = row % shortSeason.count
    var long = row % longSeason.count
    for residual in residuals {
      if residual.isNaN { passMissing() } else { observe(residual, short, long) }
      short = short + 1 == shortSeason.count ? 0 : short + 1
      long = long + 1 == longSeason.count ? 0 : long + 1
    }
  }

  private mutating func observe(_ residual: Double, _ short: Int, _ long: Int) {
    let expected = level + Self.damping * slope + shortSeason[short] + longSeason[long]
    let raw = residual - expected
    let beyond = (raw .> clip) .| (raw .< -clip)
    if any(beyond) {
      observeBeyondClip(raw, beyond, short, long)
    } else {
      learn(raw, short, long)
      runSign = .zero
      runLength = .zero
      runSum = .zero
      limit = Lanes(repeating: clip)
    }
  }

  private mutating func learn(_ new: Lanes, _ short: Int, _ long: Int) {
    crossProducts += new * error
    squares += error * error
    let damped = Self.damping * slope
    level += damped + levelGain * new
    slope = damped + slopeGain * new
    shortSeason[short] += shortGain * new
    longSeason[long] += longGain * new
    error = new
  }

  private mutating func observeBeyondClip(
    _ raw: Lanes, _ beyond: SIMDMask<SIMD4<Int64>>, _ short: Int, _ long: Int
  ) {
    let new = raw.clamped(lowerBound: -limit, upperBound: limit)
    extendRuns(raw, beyond)
    let shift = runLength .>= shiftRows
    guard any(shift) else { return learn(new, short, long) }

    // The level moves by the mean error of the run; nothing else learns from that row.
    let jump = runSum / runLength.replacing(with: 1, where: runLength .< 1)
    let keep = Lanes(repeating: 1).replacing(with: 0, where: shift)
    let clips = Lanes(repeating: clip)
    crossProducts += keep * new * error
    squares += keep * error * error
    let damped = Self.damping * slope
    level += damped + (levelGain * new).replacing(with: jump, where: shift)
    slope = keep * (damped + slopeGain * new)
    shortSeason[short] += keep * shortGain * new
    longSeason[long] += keep * longGain * new
    error = new.replacing(
      with: (raw - jump).clamped(lowerBound: -clips, upperBound: clips), where: shift)
    limit.replace(with: clips, where: shift)
    runLength *= keep
    runSum *= keep
    runSign *= keep
  }

  /// Counts the rows of one sign beyond the clip, and doubles the clip with each of them.
  private mutating func extendRuns(_ raw: Lanes, _ beyond: SIMDMask<SIMD4<Int64>>) {
    var sign = Lanes.zero
    sign.replace(with: 1, where: beyond .& (raw .> 0))
    sign.replace(with: -1, where: beyond .& (raw .< 0))
    let breaks = sign .!= runSign
    runLength = (runLength.replacing(with: 0, where: breaks) + 1).replacing(
      with: 0, where: .!beyond)
    runSum = (runSum.replacing(with: 0, where: breaks) + raw).replacing(with: 0, where: .!beyond)
    runSign = sign
    for lane in limit.indices {
      limit[lane] = ShiftRule.limit(clip: clip, run: runLength[lane])
    }
  }

  /// Lets a row pass whose value is missing.
  private mutating func passMissing() {
    error *= Self.errorFading
    slope *= Self.damping
    level += slope
  }

  /// What the filters add to the core's forecast of a row ahead.
  ///
  /// - Parameters:
  ///   - lead: How far ahead, in steps, more than 0.
  ///   - row: The row that is forecast.
  ///   - fading: `autocorrelation` to the power of `lead`.
  /// - Returns: In spreads.
  func correction(lead: Double, row: Int, fading: Lanes) -> Lanes {
    level + slope * FilterSet.slopeSum(over: lead) + error * fading
      + shortSeason[row % shortSeason.count] + longSeason[row % longSeason.count]
  }
}
