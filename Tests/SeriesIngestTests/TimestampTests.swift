import Foundation
import Forecasting
import SeriesIngest
import Testing

private func seconds(_ text: String) throws -> Int64? {
  try SeriesCSVReader().read("timestamp,value\n\(text),1\n").series.timestamps.first
}

@Test(arguments: [
  ("2024-03-01", 1_709_251_200), ("1970-01-01", 0), ("1969-12-31", -86_400),
  ("2024-02-29", 1_709_164_800), ("2000-02-29", 951_782_400), ("0001-01-01", -62_135_596_800),
  ("9999-12-31", 253_402_214_400), ("2024-03-01T10:00", 1_709_287_200),
  ("2024-03-01 10:00", 1_709_287_200), ("2024-03-01T10:00:05", 1_709_287_205),
  ("2024-03-01T10:00:05.000", 1_709_287_205), ("2024-03-01T10:00:05.999999", 1_709_287_205),
  ("2024-03-01T24:00", 1_709_337_600), ("2024-03-01T10:00Z", 1_709_287_200),
  ("2024-03-01T10:00:00.0Z", 1_709_287_200), ("2024-03-01T10:00:00+01:00", 1_709_283_600),
  ("2024-03-01 10:00:00-0530", 1_709_307_000), ("2024-03-01T10:00:00.5+01", 1_709_283_600),
  ("2024-03-01T00:30:00+01:00", 1_709_249_400), ("1709251200", 1_709_251_200), ("0", 0),
  ("-86400", -86_400), ("1709251200.0", 1_709_251_200), (" 2024-03-01 ", 1_709_251_200),
  ("\"2024-03-01\"", 1_709_251_200), ("\" 2024-03-01 10:00 \"", 1_709_287_200),
  ("20240301", 1_709_251_200), ("19000229", 19_000_229), ("1.7092512e+09", 1_709_251_200),
])
func `every form of a time is read`(text: String, expected: Int64) throws {
  #expect(try seconds(text) == expected)
}

@Test(arguments: [
  "", "abc", "2024-13-01", "2024-00-01", "2024-02-30", "2023-02-29", "1900-02-29", "2024-03-00",
  "2024-3-1", "2024/03/01", "01.03.2024", "2024-03", "2024-03-01T", "2024-03-01T10",
  "2024-03-01T25:00", "2024-03-01T24:01", "2024-03-01T10:60", "2024-03-01T10:00:60",
  "2024-03-01T10:00:00.", "2024-03-01T10:00:00+", "2024-03-01T10:00:00+1",
  "2024-03-01T10:00:00+25:00", "2024-03-01T10:00:00+01:60", "2024-03-01T10:00:00ZZ",
  "2024-03-01x", "2024-03-01+01:00", "1709251200000", "170925120a", "--5", "2022", "1990",
  "0000-00-00", "20２4-03-01",
])
func `what is no time is refused`(text: String) {
  let error = error(of: "timestamp,value\n\(text),1\n")

  #expect(error == .notATime(line: 2, column: "timestamp", found: text))
  #expect(error?.reason == "not_a_time")
  #expect(error?.description.contains("2024-03-01T10:00:00") == true)
}

@Test(arguments: [
  ("2024-03-01T10:00:00Z", "2024-03-02T10:00:00"), ("2024-03-01", "1709251200"),
  ("1709251200", "2024-03-01"), ("2024-03-01 10:00", "2024-03-01T11:00+01:00"),
  ("20240301", "1709251200"),
])
func `times of different kinds in one file are refused`(first: String, second: String) {
  #expect(
    error(of: "ds,y\n\(first),1\n\(second),2\n")
      == .mixedTimes(line: 3, column: "ds", found: second))
}

@Test func `days and times of day may stand in one file`() throws {
  let reading = try SeriesCSVReader().read("ds,y\n2024-03-01,1\n2024-03-01T12:00,2\n2024-03-02,3\n")

  #expect(reading.series.timestamps == [1_709_251_200, 1_709_294_400, 1_709_337_600])
}

@Test func `days with hyphens and without may stand in one file`() throws {
  let reading = try SeriesCSVReader().read("ds,y\n20240301,1\n2024-03-02,2\n20240303,3\n")

  #expect(reading.series.timestamps == [1_709_251_200, 1_709_337_600, 1_709_424_000])
}

@Test func `Unix seconds that look like dates count as seconds after the first row`() throws {
  let reading = try SeriesCSVReader().read("ds,y\n0,1\n2022,2\n20240301,3\n")

  #expect(reading.series.timestamps == [0, 2_022, 20_240_301])
}

@Test func `every day of four centuries is read in order`() throws {
  var calendar = Calendar(identifier: .gregorian)
  calendar.timeZone = .gmt
  let formatter = ISO8601DateFormatter()
  formatter.formatOptions = [.withFullDate]
  let days = (-73_049..<73_048).map { Int64($0) * 86_400 }
  let lines = days.map { formatter.string(from: Date(timeIntervalSince1970: Double($0))) + ",1\n" }

  let reading = try SeriesCSVReader().read(lines.joined())

  #expect(reading.series.timestamps == days)
}
