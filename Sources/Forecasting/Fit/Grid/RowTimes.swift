/// When the rows of a series are.
struct RowTimes {
  let grid: TimeGrid
  let rows: Int
  /// The number of the first row's step.
  let firstStep: Int
  /// One a row, in seconds since 1970-01-01, where the series is irregular; else empty.
  private let irregular: [Int64]

  init(_ placed: PlacedSeries) {
    grid = placed.grid
    rows = placed.values.count
    firstStep = placed.grid.step(holding: placed.firstTimestamp)
    let unit = Double(placed.grid.interval.meanSeconds)
    irregular = placed.positions.map { placed.firstTimestamp + Int64(($0 * unit).rounded()) }
  }

  /// The number of the last row's step.
  var lastStep: Int { irregular.isEmpty ? firstStep + rows - 1 : 0 }

  func timestamp(ofRow row: Int) -> Int64 {
    irregular.isEmpty ? grid.timestamp(ofStep: firstStep + row) : irregular[row]
  }

  /// The rows that a day touches, as `TimeGrid.steps(ofDay:)`.
  func rows(ofDay day: Int) -> Range<Int> {
    guard irregular.isEmpty else {
      let start = Int64(day) * .day
      return firstRow(from: start)..<firstRow(from: start + .day)
    }
    let steps = grid.steps(ofDay: day)
    return (steps.lowerBound - firstStep..<steps.upperBound - firstStep).clamped(to: 0..<rows)
  }

  /// The position of a time, in steps since the first row.
  func position(of timestamp: Int64) -> Double {
    guard let first = irregular.first else {
      return grid.fractionalStep(at: timestamp) - Double(firstStep)
    }
    return Double(timestamp - first) / Double(grid.interval.meanSeconds)
  }

  /// The rows of other times that belong to the rows of this series and to the steps after them.
  ///
  /// A regular row takes the time that is on its step, else the last one that the step holds; an irregular
  /// row takes its own time, and a step after the last row the last time within half a step of it.
  ///
  /// - Parameters:
  ///   - timestamps: Seconds since 1970-01-01, strictly increasing.
  ///   - steps: After the last row, in 0...`Horizon.maximumSteps`.
  /// - Returns: Indices into `timestamps`, one a row, then one a step; nil where there is none.
  func places(of timestamps: [Int64], stepsAfter steps: Int) -> [Int?] {
    guard irregular.isEmpty else {
      return irregularPlaces(of: timestamps)
        + grid.places(of: timestamps, at: 1..<steps + 1)
    }
    return grid.places(of: timestamps, at: firstStep..<firstStep + rows + steps)
  }

  private func irregularPlaces(of timestamps: [Int64]) -> [Int?] {
    var index = 0
    return irregular.map { time in
      while index < timestamps.count, timestamps[index] < time { index += 1 }
      return index < timestamps.count && timestamps[index] == time ? index : nil
    }
  }

  /// The first row at or after a time, of an irregular series.
  private func firstRow(from time: Int64) -> Int {
    var low = 0
    var high = irregular.count
    while low < high {
      let middle = (low + high) / 2
      if irregular[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension TimeGrid {
  /// Which of some times each step takes: the one on the step, else the last that it holds.
  ///
  /// - Parameters:
  ///   - timestamps: Seconds since 1970-01-01, strictly increasing.
  ///   - steps: Numbers as of `step(of:)`.
  /// - Returns: Indices into `timestamps`, one a step; nil where there is none.
  public func places(of timestamps: [Int64], at steps: Range<Int>) -> [Int?] {
    var places = [Int?](repeating: nil, count: steps.count)
    // Nobody knows the exact times of irregular steps, so each takes what is next to it.
    let reach: Int64 = if case .irregular(let median) = interval { median / 2 } else { 0 }
    for (index, timestamp) in timestamps.enumerated() {
      let step = step(holding: timestamp + reach)
      guard steps.contains(step) else { continue }
      let place = step - steps.lowerBound
      if let taken = places[place], timestamps[taken] == self.timestamp(ofStep: step) { continue }
      places[place] = index
    }
    return places
  }
}
