import Foundation
import Testing

@testable import fleetcast

private func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

private func resolved(_ text: String, at now: String, in zone: String) throws -> Date {
  let deadline = try #require(Deadline(parsing: text))
  let zone = try #require(TimeZone(identifier: zone))
  let milliseconds = deadline.milliseconds(after: try instant(now), in: zone)
  return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
}

@Test func `a time of day is the next one of the machine's clock`() throws {
  #expect(
    try resolved("04:00", at: "2024-01-10T01:30:00Z", in: "Europe/Berlin")
      == instant("2024-01-10T03:00:00Z"))
  #expect(
    try resolved("04:00", at: "2024-01-10T22:30:00Z", in: "Europe/Berlin")
      == instant("2024-01-11T03:00:00Z"))
  #expect(
    try resolved("4:00", at: "2024-01-10T03:00:00Z", in: "Europe/Berlin")
      == instant("2024-01-11T03:00:00Z"))
}

@Test func `a time that the change of clocks skips is the first after it`() throws {
  // At 02:00 of that day it is 03:00, which is 01:00 UTC.
  #expect(
    try resolved("02:30", at: "2024-03-30T23:00:00Z", in: "Europe/Berlin")
      == instant("2024-03-31T01:00:00Z"))
}

@Test(arguments: [
  ("04:00", "2024-01-10T03:05:00Z", "2024-01-10T03:00:00Z"),
  ("04:00", "2024-01-10T02:55:00Z", "2024-01-09T03:00:00Z"),
  ("04:00", "2024-01-10T03:00:00Z", "2024-01-10T03:00:00Z"),
  // The day of the change of clocks has 23 hours.
  ("04:00", "2024-03-31T02:05:00Z", "2024-03-31T02:00:00Z"),
])
func `a time of day was last at`(text: String, now: String, last: String) throws {
  let deadline = try #require(Deadline(parsing: text))
  let zone = try #require(TimeZone(identifier: "Europe/Berlin"))

  let milliseconds = deadline.lastMilliseconds(before: try instant(now), in: zone)

  #expect(
    milliseconds.map { Date(timeIntervalSince1970: Double($0) / 1000) } == (try instant(last)))
}

@Test func `an instant has no time before it that was the same`() throws {
  let deadline = try #require(Deadline(parsing: "2024-01-10T04:00:00Z"))

  #expect(deadline.lastMilliseconds(before: try instant("2024-01-10T05:00:00Z"), in: .gmt) == nil)
}

@Test func `an instant is taken as it is, also one that is over`() throws {
  #expect(
    try resolved("2024-01-10T04:00:00+01:00", at: "2025-01-01T00:00:00Z", in: "Asia/Tokyo")
      == instant("2024-01-10T03:00:00Z"))
}

@Test(arguments: ["24:00", "4", "04:60", "tomorrow", "", "2024-01-10", "-1:00", "04:00:00"])
func `what is neither is refused`(text: String) {
  #expect(Deadline(parsing: text) == nil)
}
