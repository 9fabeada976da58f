/// A bank of exponential-smoothing filters, four side by side in each group, over the residuals of a core.
struct ResidualFilters {
  let shape: BankShape
  /// Group after group.
  private var lanes: [Lanes]
  private var watches: [ShiftWatch]
  /// Whether a run of large errors is on in any group.
  private var isWatching = false
  private let clip: Double

  /// How many standard deviations of the core's residuals an error may have before it is clipped.
  private static let clipDeviations = 4.0
  private static let largestAutocorrelation = 0.98

  /// - Parameters:
  ///   - bank: The filters at the beginning.
  ///   - noise: The variance of the core's residuals.
  ///   - shiftRows: Rows of one sign beyond the clip that make a shift.
  init(_ bank: FilterBank, noise: Double, shiftRows: Int) {
    shape = bank.shape
    lanes = bank.lanes
    clip = Self.clipDeviations * noise.squareRoot()
    watches = Array(
      repeatElement(ShiftWatch(clip: clip, shiftRows: shiftRows), count: shape.groups))
  }

  subscript(group: Int, lane: FilterLane) -> Lanes {
    lanes[group * shape.lanesOfGroup + lane.rawValue]
  }

  /// By row number modulo its length.
  func shortSeason(_ group: Int) -> ArraySlice<Lanes> {
    let first = group * shape.lanesOfGroup + FilterLane.allCases.count
    return lanes[first..<first + shape.seasons.short]
  }

  func longSeason(_ group: Int) -> ArraySlice<Lanes> {
    let end = (group + 1) * shape.lanesOfGroup
    return lanes[end - shape.seasons.long..<end]
  }

  /// The autocorrelation of a group's one-step errors at lag 1.
  func autocorrelation(_ group: Int) -> Lanes {
    (self[group, .products] / self[group, .squares]).atLeast(.zero)
      .atMost(Lanes(repeating: Self.largestAutocorrelation))
  }

  /// Takes in residuals of consecutive rows.
  ///
  /// - Parameters:
  ///   - residuals: In spreads, NaN where a row is missing.
  ///   - row: The first one's place in the series.
  mutating func observe(_ residuals: ArraySlice<Double>, from row: Int) {
    var index = residuals.startIndex
    while true {
      if !isWatching {
        index += LaneLoops.learn(
          shape, &lanes, residuals[index...], row: row + index - residuals.startIndex, clip: clip)
      }
      guard index < residuals.endIndex else { return }
      learnUnusual(residuals[index], row: row + index - residuals.startIndex)
      index += 1
    }
  }

  /// Writes the forecasts of some leads of one origin.
  ///
  /// - Parameters:
  ///   - range: Of the leads.
  ///   - leads: Of all origins.
  ///   - cores: What the core forecasts; as the leads.
  ///   - fadings: By which errors fade, by group and kind of lead.
  ///   - forecasts: By group, then as the leads.
  func forecast(
    _ range: Range<Int>, of leads: FilterLeads, cores: [Double], fadings: [Lanes],
    to forecasts: inout [Lanes]
  ) {
    LaneLoops.forecast(
      (shape, lanes), range, of: leads, cores: cores, fadings: fadings, to: &forecasts)
  }

  /// Takes in a row that may be missing or an outlier for some filter, or within a run of such.
  private mutating func learnUnusual(_ residual: Double, row: Int) {
    let (short, long) = (row % shape.seasons.short, row % shape.seasons.long)
    // Taken out, so that a span, which asks nobody whether it may write, stands beside the watches.
    var taken: [Lanes] = []
    swap(&lanes, &taken)
    defer { swap(&lanes, &taken) }
    var all = taken.mutableSpan
    for group in 0..<shape.groups {
      let first = group * shape.lanesOfGroup
      if residual.isNaN {
        all.passMissing(from: first)
        continue
      }
      let season = first + FilterLane.allCases.count + short
      let longSeason = first + FilterLane.allCases.count + shape.seasons.short + long
      let damped = FilterSet.slopeDamping * all[first, .slope]
      let raw = (residual - (all[season] + all[longSeason])) - (all[first, .level] + damped)
      let verdict =
        raw.largestSize > clip || watches[group].isActive
        ? watches[group].judge(raw) : ShiftWatch.Verdict(usual: raw)
      all.learn(verdict, from: first)
      all[season] += verdict.keep * all[first, .shortGain] * verdict.error
      all[longSeason] += verdict.keep * all[first, .longGain] * verdict.error
    }
    isWatching = watches.contains(where: \.isActive)
  }
}

/// The lanes of a group, from its first on.
extension MutableSpan<Lanes> {
  fileprivate subscript(first: Int, lane: FilterLane) -> Lanes {
    get { self[first + lane.rawValue] }
    set { self[first + lane.rawValue] = newValue }
  }

  fileprivate mutating func passMissing(from first: Int) {
    self[first, .error] *= FilterLane.errorFading
    self[first, .slope] *= FilterSet.slopeDamping
    self[first, .level] += self[first, .slope]
  }

  /// Where the level shifts, nothing else learns from the row.
  fileprivate mutating func learn(_ verdict: ShiftWatch.Verdict, from first: Int) {
    let (new, keep, error) = (verdict.error, verdict.keep, self[first, .error])
    let damped = FilterSet.slopeDamping * self[first, .slope]
    self[first, .products] += keep * new * error
    self[first, .squares] += keep * error * error
    self[first, .level] =
      self[first, .level] + damped + (keep * self[first, .levelGain] * new + verdict.jump)
    self[first, .slope] = keep * (damped + self[first, .slopeGain] * new)
    self[first, .error] = new
  }
}

/// Names the lanes that a group of filters begins with.
enum FilterLane: Int, CaseIterable {
  case levelGain, slopeGain, shortGain, longGain
  case level, slope
  /// The last one-step error.
  case error
  /// Sums of the errors' products with the error before, and of their squares.
  case products, squares

  /// What of the last error a missing row leaves.
  fileprivate static let errorFading = 0.8
}
