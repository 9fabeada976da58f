/// How far ahead a forecast reaches: in steps of the customer's own interval, or in time.
public enum Horizon: Hashable, Sendable {
  case steps(Int)
  /// A length of time, in seconds: `7d`, `48h`.
  case duration(seconds: Int64)

  /// The most steps one forecast can have.
  public static let maximumSteps = 10_000

  /// Reads `30` (steps) or a whole number with `s`, `m` (minutes), `h`, `d` or `w`, such as `7d`.
  ///
  /// - Parameters:
  ///   - text: Without blanks.
  ///   - maximum: The most steps.
  /// - Throws: `HorizonError` where the text is neither, or the steps are outside 1...`maximum`.
  public init(
    _ text: String, atMost maximum: Int = maximumSteps
  ) throws(HorizonError) {
    let digits = text[..<(text.utf8.firstIndex { !(0x30...0x39).contains($0) } ?? text.endIndex)]
    guard let count = Int64(digits) else { throw .malformed(text) }
    if digits.endIndex == text.endIndex {
      self = .steps(try Self.checked(Int(count), atMost: maximum))
      return
    }
    let unit = Self.units.first { $0.name == text[digits.endIndex...] }
    guard let unit, case (let seconds, false) = count.multipliedReportingOverflow(by: unit.seconds)
    else { throw .malformed(text) }
    guard seconds > 0 else { throw .stepsOutOfRange(0) }
    self = .duration(seconds: seconds)
  }

  /// The steps that reach at least this far.
  ///
  /// A duration is rounded up to whole steps. Months, quarters and years count with their mean
  /// length, and up to two days above whole steps are let go, so that `31d` is one month and
  /// `366d` one year. An irregular series steps by its median distance.
  ///
  /// - Parameters:
  ///   - interval: The customer's.
  ///   - maximum: The most steps.
  /// - Returns: In 1...`maximum`.
  /// - Throws: `HorizonError.stepsOutOfRange`, or `shorterThanADay` of months, quarters and years.
  public func steps(
    of interval: SamplingInterval, atMost maximum: Int = maximumSteps
  ) throws(HorizonError) -> Int {
    switch self {
    case .steps(let steps):
      return try Self.checked(steps, atMost: maximum)
    case .duration(let seconds):
      guard seconds > 0 else { throw .stepsOutOfRange(0) }
      // Of `3m` three months are meant, and three minutes are read.
      guard seconds >= .day || !interval.isCalendar else { throw .shorterThanADay(self) }
      let excess = interval.isCalendar ? 2 * Int64.day : 0
      let whole = max(0, seconds - excess - 1) / interval.meanSeconds
      return try Self.checked(Int(whole) + 1, atMost: maximum)
    }
  }

  private static func checked(_ steps: Int, atMost maximum: Int) throws(HorizonError) -> Int {
    guard (1...maximum).contains(steps) else { throw .stepsOutOfRange(steps) }
    return steps
  }

  private static let units: [(name: String, seconds: Int64)] = [
    ("w", .week), ("d", .day), ("h", .hour), ("m", 60), ("s", 1),
  ]
}

/// As it is written, `30` or `7d`: `Horizon(_:)` reads it back.
extension Horizon: CustomStringConvertible {
  public var description: String {
    switch self {
    case .steps(let steps):
      return "\(steps)"
    case .duration(let seconds):
      let unit = Self.units.dropFirst().first { seconds.isMultiple(of: $0.seconds) } ?? ("s", 1)
      return "\(seconds / unit.seconds)\(unit.name)"
    }
  }
}

/// Coded as one string, as it is written; of any number of steps.
extension Horizon: Codable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self), atMost: .max)
  }
}
