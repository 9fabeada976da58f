extension TimeGrid {
  /// The steps that a day touches.
  ///
  /// Of steps below a day, and of irregular ones, those whose time is on the day; else the one step that
  /// the day falls in.
  ///
  /// - Parameter day: Days since 1970-01-01.
  /// - Returns: Numbers as of `step(of:)`; empty where the day falls between two steps.
  func steps(ofDay day: Int) -> Range<Int> {
    let start = Int64(day) * .day
    switch interval {
    case .seconds(let length), .irregular(let length):
      // The first step at or after a time is one division, rounded up.
      let first = -(offset - start).quotient(roundedDownBy: length)
      let end = -(offset - start - .day).quotient(roundedDownBy: length)
      return Int(first)..<Int(end)
    case .day, .week, .months:
      let step = step(holding: start + offset.remainder(above: .day))
      return step..<step + 1
    }
  }

  /// The place of a time between steps, as a number of steps with a fraction.
  ///
  /// - Parameter timestamp: Seconds since 1970-01-01.
  /// - Returns: A whole number at the time of a step.
  func fractionalStep(at timestamp: Int64) -> Double {
    var step = step(holding: timestamp)
    // A step may hold times before its own.
    if self.timestamp(ofStep: step) > timestamp { step -= 1 }
    let start = self.timestamp(ofStep: step)
    let length = self.timestamp(ofStep: step + 1) - start
    return Double(step) + Double(timestamp - start) / Double(length)
  }
}
