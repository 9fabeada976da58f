extension TimeGrid {
  /// The grid of the rows at `timestamps`.
  ///
  /// Its interval is the longest one, up to the median distance of two rows, whose grid holds at
  /// least 90% of the rows, each on a step of its own. A gap is a run of steps without rows. The
  /// first interval that is tried may leave any number of steps empty as long as the grid stays
  /// small (`maximumSteps(rows:)`): business days are days. Shorter ones are tried while they have
  /// at most four steps a row, because any times fit a grid that is fine enough. At last come months
  /// and their multiples whose rows are within three days of their beginning or end, as first and
  /// last business days are. Where nothing fits, the series is irregular, and so it is where the
  /// rows step by two or more of the interval, as every second day and decades do. A single row is
  /// daily, at its time of day.
  ///
  /// - Parameter timestamps: Seconds since 1970-01-01, strictly increasing, at least one.
  /// - Complexity: O(*n*), or O(*n* log *n*) where no distance is that of more than half the rows.
  public init(detecting timestamps: [Int64]) {
    precondition(!timestamps.isEmpty, "a grid needs at least one row")
    let last = timestamps[timestamps.count - 1]
    guard timestamps.count > 1 else {
      self.init(.day, through: last)
      return
    }
    let median = Self.medianDistance(of: timestamps)
    let intervals = SamplingInterval.regular.drop { $0.shortestSeconds > median }
    let grid =
      Self.regular(intervals, holding: timestamps)
      ?? intervals.first.flatMap { Self.businessDays(every: $0, holding: timestamps) }
    self =
      grid.flatMap { Self.isStrided(timestamps, median: median, on: $0) ? nil : $0 }
      ?? TimeGrid(.irregular(medianSeconds: median), through: last)
  }

  /// The most steps that the grid of a series may have, so that no gap costs memory without end.
  ///
  /// - Parameter rows: Of the series.
  /// - Returns: A number of steps.
  static func maximumSteps(rows: Int) -> Int { 4 * rows + 10_000 }

  private static func regular(
    _ intervals: some Sequence<SamplingInterval>, holding timestamps: [Int64]
  ) -> TimeGrid? {
    let rows = timestamps.count
    let span = timestamps[rows - 1] - timestamps[0]
    var allowedSteps = maximumSteps(rows: rows)
    for interval in intervals {
      guard span / interval.meanSeconds <= allowedSteps else { return nil }
      if let grid = grid(of: interval, holding: timestamps) { return grid }
      allowedSteps = 4 * (rows - 1)
    }
    return nil
  }

  /// Whether at least 90% of the neighbours lie the same two or more steps apart.
  ///
  /// Such a series steps by two days, or by decades, and a forecast between its rows is not asked
  /// for.
  private static func isStrided(
    _ timestamps: [Int64], median: Int64, on grid: TimeGrid
  ) -> Bool {
    // Two steps are more than five thirds of one, whatever the months.
    guard median * 3 >= grid.interval.meanSeconds * 5 else { return false }
    let steps = timestamps.map(grid.step(holding:))
    var counts: [Int: Int] = [:]
    for (next, step) in zip(steps.dropFirst(), steps) { counts[next - step, default: 0] += 1 }
    guard let most = counts.max(by: { $0.value < $1.value }), most.key >= 2 else { return false }
    return most.value * 10 >= (timestamps.count - 1) * 9
  }

  private static func grid(of interval: SamplingInterval, holding timestamps: [Int64])
    -> TimeGrid?
  {
    let rows = timestamps.count
    var tried: Set<TimeGrid> = []
    // The newest rows first, because forecasts go on at their time of day. The others are so far
    // apart that odd rows in one place cannot be all of them.
    for row in [rows - 1, rows - 2, rows - 3, rows * 3 / 4, rows / 2, rows / 4] where row >= 0 {
      for monthEnd in interval.isCalendar ? [true, false] : [false] {
        let grid = TimeGrid(interval, through: timestamps[row], monthEnd: monthEnd)
        guard tried.insert(grid).inserted else { continue }
        var cursor = StepCursor(grid, startingAt: timestamps[0])
        if areSteps(timestamps, by: { cursor.step(of: $0) }) { return grid }
      }
    }
    return nil
  }

  /// The grid of months, or a multiple of them, whose rows are near their beginnings or ends.
  private static func businessDays(
    every interval: SamplingInterval, holding timestamps: [Int64]
  ) -> TimeGrid? {
    // Fewer rows would be there by chance.
    guard interval.isCalendar, timestamps.count >= 4 else { return nil }
    let last = TimeGrid(interval, through: timestamps[timestamps.count - 1], monthEnd: true)
    let first = TimeGrid(interval: interval, offset: last.offset, month: last.month, day: 1)
    return [last, first].first { grid in
      areSteps(timestamps) { timestamp in
        let step = grid.step(holding: timestamp)
        return grid.isBusinessDay(timestamp, ofStep: step) ? step : nil
      }
    }
  }

  /// Whether a time is near enough to a calendar step's to be that of its first or last business day.
  func isBusinessDay(_ timestamp: Int64, ofStep step: Int) -> Bool {
    interval.isCalendar && abs(timestamp - self.timestamp(ofStep: step)) <= 3 * .day
  }

  /// Whether at least 90% of the rows have a step, each one of its own.
  private static func areSteps(_ timestamps: [Int64], by step: (Int64) -> Int?) -> Bool {
    var allowedMisses = timestamps.count / 10
    var previous: Int?
    for timestamp in timestamps {
      if let step = step(timestamp), step != previous {
        previous = step
      } else if allowedMisses > 0 {
        allowedMisses -= 1
      } else {
        return false
      }
    }
    return true
  }

  /// The lower median of the distances between neighbours, in seconds; a day where there is one row.
  static func medianDistance(of timestamps: [Int64]) -> Int64 {
    guard timestamps.count > 1 else { return .day }
    // A distance that more than half of the rows have is the median: Boyer and Moore's vote.
    var candidate = timestamps[1] - timestamps[0]
    var votes = 0
    var previous = timestamps[0]
    for timestamp in timestamps.dropFirst() {
      if votes == 0 { candidate = timestamp - previous }
      votes += timestamp - previous == candidate ? 1 : -1
      previous = timestamp
    }
    var count = 0
    previous = timestamps[0]
    for timestamp in timestamps.dropFirst() {
      count += timestamp - previous == candidate ? 1 : 0
      previous = timestamp
    }
    if count * 2 > timestamps.count - 1 { return candidate }
    let distances = zip(timestamps.dropFirst(), timestamps).map { $0 - $1 }.sorted()
    return distances[(distances.count - 1) / 2]
  }
}
