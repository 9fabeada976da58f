/// Four exponential-smoothing filters side by side, over the residuals of a core.
struct FilterGroup {
  private let gains: Gains
  private var watch: ShiftWatch
  private var state = State()
  private let clip: Double
  private let lengths: FilterSeasons
  /// The short season, then the long one.
  private var seasons: [Lanes]

  /// One filter in each lane.
  fileprivate struct Gains {
    var level = Lanes.zero
    var slope = Lanes.zero
    var shortSeason = Lanes.zero
    var longSeason = Lanes.zero
  }

  fileprivate struct State {
    var level = Lanes.zero
    var slope = Lanes.zero
    /// The last one-step error.
    var error = Lanes.zero
    var crossProducts = Lanes.zero
    var squares = Lanes(repeating: 1e-12)
  }

  fileprivate static let damping = FilterSet.slopeDamping
  fileprivate static let errorFading = 0.8
  private static let largestAutocorrelation = 0.98

  /// - Parameters:
  ///   - sets: At most four; lanes beyond them follow nothing.
  ///   - seasons: Lengths in rows.
  ///   - clip: In spreads.
  ///   - shiftRows: Rows of one sign beyond the clip that make a shift.
  init(_ sets: ArraySlice<FilterSet>, seasons: FilterSeasons, clip: Double, shiftRows: Int) {
    var gains = Gains()
    for (lane, set) in sets.enumerated() {
      gains.level[lane] = set.level
      gains.slope[lane] = set.slope
      gains.shortSeason[lane] = set.shortSeason
      gains.longSeason[lane] = set.longSeason
    }
    self.gains = gains
    watch = ShiftWatch(clip: clip, shiftRows: shiftRows)
    self.clip = clip
    lengths = seasons
    self.seasons = [Lanes].zeros(seasons.short + seasons.long)
  }

  var level: Lanes { state.level }
  var slope: Lanes { state.slope }
  var error: Lanes { state.error }
  var shortSeason: ArraySlice<Lanes> { seasons[..<lengths.short] }
  var longSeason: ArraySlice<Lanes> { seasons[lengths.short...] }

  /// The autocorrelation of the one-step errors at lag 1.
  // Called, it would be handed a copy of the whole group, from every origin.
  @inline(__always)
  var autocorrelation: Lanes {
    (state.crossProducts / state.squares).atLeast(.zero)
      .atMost(Lanes(repeating: Self.largestAutocorrelation))
  }

  /// Takes in residuals of consecutive rows.
  ///
  /// - Parameters:
  ///   - residuals: In spreads, NaN where a row is missing.
  ///   - row: The first one's place in the series.
  mutating func observe(_ residuals: ArraySlice<Double>, from row: Int) {
    switch (lengths.long > 1, hasSlope) {
    case (true, true): observe(residuals, from: row, hasLongSeason: true, hasSlope: true)
    case (true, false): observe(residuals, from: row, hasLongSeason: true, hasSlope: false)
    case (false, true): observe(residuals, from: row, hasLongSeason: false, hasSlope: true)
    case (false, false): observe(residuals, from: row, hasLongSeason: false, hasSlope: false)
    }
  }

  /// Whether any filter follows a slope; else all slopes stay 0.
  private var hasSlope: Bool { gains.slope != .zero }

  /// Compiled with and without a long season and slopes, because rows without cost a fifth less.
  @inline(always)
  private mutating func observe(
    _ residuals: ArraySlice<Double>, from row: Int, hasLongSeason: Bool, hasSlope: Bool
  ) {
    var (short, long) = (row % lengths.short, lengths.short + row % lengths.long)
    let (ends, clip) = ((short: lengths.short, long: lengths.short + lengths.long), clip)
    // Copies that nothing else can see stay in registers; a span asks nobody whether it may write.
    let gains = gains
    var (state, watch) = (state, watch)
    var seasons = seasons.mutableSpan
    for residual in residuals {
      if residual.isNaN {
        state.passMissing()
      } else {
        // Each row waits for the one before, so what does not depend on it comes first.
        let damped = hasSlope ? Self.damping * state.slope : .zero
        let expected = hasSlope ? state.level + damped : state.level
        let season = hasLongSeason ? seasons[short] + seasons[long] : seasons[short]
        let raw = (residual - season) - expected
        if raw.largestSize > clip || watch.isActive {
          let verdict = watch.judge(raw)
          state.learn(verdict, expected, damped, gains)
          seasons[short] += verdict.keep * gains.shortSeason * verdict.error
          if hasLongSeason {
            seasons[long] += verdict.keep * gains.longSeason * verdict.error
          }
        } else {
          state.learn(raw, expected, gains)
          if hasSlope { state.slope = damped + gains.slope * raw }
          seasons[short] += gains.shortSeason * raw
          if hasLongSeason { seasons[long] += gains.longSeason * raw }
        }
      }
      short = short + 1 == ends.short ? 0 : short + 1
      if hasLongSeason { long = long + 1 == ends.long ? ends.short : long + 1 }
    }
    self.state = state
    self.watch = watch
  }

  /// How far ahead and where in the seasons a forecast lies.
  struct Lead {
    /// Of the row that is forecast.
    let phases: (short: Int, long: Int)
    /// That of `FilterSet.slopeSum(over:)` for the steps to it.
    let slopeSum: Double
    /// Which of the factors the last errors fade by, from the lead before it.
    let kind: Int
  }

  /// Forecasts rows ahead.
  ///
  /// - Parameters:
  ///   - range: Of the leads, those of one origin.
  ///   - leads: Of the rows, ascending within an origin.
  ///   - factors: By which errors fade, by kind of lead.
  ///   - body: Told the index of each lead, and what the filters add to the core's forecast, in spreads.
  @inline(__always)
  func forEachCorrection(
    _ range: Range<Int>, of leads: Span<Lead>, factors: [Lanes], _ body: (Int, Lanes) -> Void
  ) {
    let (level, slope, error) = (state.level, state.slope, state.error)
    let seasons = seasons.span
    let (firstLong, hasLongSeason, hasSlope) = (lengths.short, lengths.long > 1, hasSlope)
    let factors = factors.span
    var fading = Lanes(repeating: 1)
    for index in range {
      let lead = leads[index]
      fading *= factors[lead.kind]
      var sum = level + error * fading + seasons[lead.phases.short]
      if hasSlope { sum += slope * lead.slopeSum }
      if hasLongSeason { sum += seasons[firstLong + lead.phases.long] }
      body(index, sum)
    }
  }
}

extension FilterGroup.State {
  @inline(__always)
  fileprivate mutating func learn(_ new: Lanes, _ expected: Lanes, _ gains: FilterGroup.Gains) {
    crossProducts += new * error
    squares += error * error
    level = expected + gains.level * new
    error = new
  }

  /// Where the level shifts, nothing else learns from the row.
  @inline(__always)
  fileprivate mutating func learn(
    _ verdict: ShiftWatch.Verdict, _ expected: Lanes, _ damped: Lanes,
    _ gains: FilterGroup.Gains
  ) {
    let new = verdict.error
    let keep = verdict.keep
    crossProducts += keep * new * error
    squares += keep * error * error
    level = expected + (keep * gains.level * new + verdict.jump)
    slope = keep * (damped + gains.slope * new)
    error = new
  }

  @inline(__always)
  fileprivate mutating func passMissing() {
    error *= FilterGroup.errorFading
    slope *= FilterGroup.damping
    level += slope
  }
}
