import Foundation
import Testing

@testable import Forecasting

struct `A sampling interval` {
  @Test(arguments: [
    (SamplingInterval.seconds(1), "PT1S"), (.seconds(90), "PT90S"), (.seconds(900), "PT15M"),
    (.seconds(3600), "PT1H"), (.seconds(43_200), "PT12H"), (.day, "P1D"), (.week, "P1W"),
    (.month, "P1M"), (.months(2), "P2M"), (.months(6), "P6M"), (.quarter, "P3M"), (.year, "P1Y"),
    (.irregular(medianSeconds: 77), "irregular:77"),
  ])
  func `is coded as one string`(interval: SamplingInterval, text: String) throws {
    let json = try JSONEncoder().encode([interval])

    #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([SamplingInterval].self, from: json) == [interval])
  }

  @Test(arguments: [
    "", "P", "P2D", "P0M", "P5M", "P12M", "PM", "PT", "PTH", "PT0S", "PT-1H", "PT7H", "PT24H",
    "PT13S", "PT1X", "irregular",
    "irregular:0", "irregular:-5", "irregular:x", "PT99999999999999999H",
  ])
  func `is refused where the string names none`(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([SamplingInterval].self, from: Data("[\"\(text)\"]".utf8))
    }
  }
}
