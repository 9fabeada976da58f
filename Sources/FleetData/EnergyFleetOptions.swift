public import Forecasting

/// What fleet to generate.
public struct EnergyFleetOptions: Hashable, Sendable {
  public enum Step: Sendable {
    case day, hour
  }

  /// How many customers, named 1, 2, 3, …; at least 1.
  public var customers: Int
  /// How many days each has; in 1...36,525.
  public var days = 365
  public var step = Step.day
  /// The first day.
  public var start = CivilDate(daysSince1970: 18_993)
  /// Standard deviation of the noise, relative to the value; in 0...10.
  public var noise = 0.02
  /// How far a week's day lies from the mean at most, relative to it, in 0...1; when nil each
  /// customer has its own, between 0.02 and 0.06.
  public var weeklyAmplitude: Double?
  /// Relative change a year, in -1...10.
  public var yearlyTrend = 0.0
  public var seed: UInt64 = 1

  public init(customers: Int) { self.customers = customers }

  /// Says which value is out of its range.
  func check() throws(FleetDataError) {
    try Self.check(customers, in: 1...100_000_000, "customers")
    try Self.check(days, in: 1...36_525, "days")
    try Self.check(noise, in: 0...10, "noise")
    if let weeklyAmplitude { try Self.check(weeklyAmplitude, in: 0...1, "weekly amplitude") }
    try Self.check(yearlyTrend, in: -1...10, "yearly trend")
  }

  private static func check<Value: Comparable & CustomStringConvertible>(
    _ value: Value, in range: ClosedRange<Value>, _ name: String
  ) throws(FleetDataError) {
    guard range.contains(value) else {
      throw .outOfRange(
        name: name, value: "\(value)", lowest: "\(range.lowerBound)",
        highest: "\(range.upperBound)")
    }
  }
}
