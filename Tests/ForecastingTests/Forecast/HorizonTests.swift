import Foundation
import Forecasting
import Testing

struct `A horizon` {
  @Test(arguments: [
    ("30", Horizon.steps(30)), ("1", .steps(1)), ("10000", .steps(10_000)), ("007", .steps(7)),
    ("7d", .duration(seconds: 604_800)), ("48h", .duration(seconds: 172_800)),
    ("15m", .duration(seconds: 900)), ("2w", .duration(seconds: 1_209_600)),
    ("90s", .duration(seconds: 90)),
  ])
  func `is steps or a time`(text: String, horizon: Horizon) throws {
    #expect(try Horizon(text) == horizon)
  }

  @Test(arguments: [
    "", " ", "d", "-1", "+1", "1.5", "1,000", "7 d", " 7", "7D", "3M", "1y", "7dd", "7d1h", "x",
    "99999999999999999999", "9223372036854775807w", "٣", "3\u{301}",
  ])
  func `is no other text`(text: String) {
    #expect(throws: HorizonError.malformed(text)) { try Horizon(text) }
  }

  @Test(arguments: [("0", 0), ("10001", 10_001), ("0d", 0), ("0w", 0)])
  func `has 1 to 10,000 steps`(text: String, steps: Int) {
    #expect(throws: HorizonError.stepsOutOfRange(steps)) { try Horizon(text) }
  }

  @Test(arguments: [
    ("30", SamplingInterval.month, 30), ("7d", .day, 7), ("48h", .day, 2), ("49h", .day, 3),
    ("1s", .day, 1), ("24h", .seconds(3600), 24), ("90m", .seconds(3600), 2),
    ("1h", .seconds(300), 12), ("1d", .week, 1), ("7d", .week, 1), ("8d", .week, 2),
    ("28d", .month, 1), ("31d", .month, 1), ("33d", .month, 2), ("59d", .month, 2),
    ("62d", .month, 2), ("92d", .month, 3), ("365d", .month, 12), ("366d", .month, 12),
    ("3650d", .month, 120), ("92d", .quarter, 1), ("184d", .quarter, 2), ("366d", .quarter, 4),
    ("365d", .year, 1), ("366d", .year, 1), ("731d", .year, 2), ("2w", .year, 1),
    ("1h", .irregular(medianSeconds: 1000), 4), ("10000h", .seconds(3600), 10_000),
  ])
  func `is rounded up to steps of the interval`(
    text: String, interval: SamplingInterval, steps: Int
  )
    throws
  {
    #expect(try Horizon(text).steps(of: interval) == steps)
  }

  @Test(arguments: [
    (Horizon.steps(0), SamplingInterval.day, 0), (.steps(10_001), .day, 10_001),
    (.duration(seconds: 0), .month, 0), (.duration(seconds: 36_000_001), .seconds(3600), 10_001),
    (.duration(seconds: .max), .seconds(1), .max),
  ])
  func `of too many steps for the interval is refused`(
    horizon: Horizon, interval: SamplingInterval, steps: Int
  ) {
    #expect(throws: HorizonError.stepsOutOfRange(steps)) { try horizon.steps(of: interval) }
  }

  @Test(arguments: [SamplingInterval.month, .quarter, .year])
  func `in minutes is no horizon of months`(interval: SamplingInterval) throws {
    let horizon = try Horizon("3m")

    let error = #expect(throws: HorizonError.shorterThanADay(horizon)) {
      try horizon.steps(of: interval)
    }
    #expect(error?.description.contains("give steps, such as 3") == true)
  }

  @Test func `of history may be longer than a forecast`() throws {
    #expect(try Horizon("20000", atMost: 30_000) == .steps(20_000))
    #expect(try Horizon("20000h").steps(of: .seconds(3600), atMost: 30_000) == 20_000)
  }

  @Test(arguments: ["30", "7d", "36h", "15m", "90s"])
  func `is written and coded as it is read`(text: String) throws {
    let horizon = try Horizon(text)

    let json = try JSONEncoder().encode([horizon])

    #expect(horizon.description == text)
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([Horizon].self, from: json) == [horizon])
  }

  @Test func `that cannot be used says what to give instead`() {
    #expect(
      HorizonError.malformed("7x").description
        == "'7x' is no horizon: give steps such as 30, or a time such as 7d, 48h, 15m or 2w")
    #expect(
      HorizonError.stepsOutOfRange(0).description
        == "a horizon of 0 steps has nothing to forecast: give 1 to 10000")
    #expect(
      HorizonError.stepsOutOfRange(20_000).description
        == "a horizon of 20000 steps is too long: give 1 to 10000")
  }
}
