import Forecasting
import SeriesIngest
import Testing

private func read(_ text: String) throws -> [Holiday] {
  try HolidaysCSVReader(priorScale: 0.5).read(text)
}

@Suite struct HolidaysCSVReaderTests {
  private let christmas = 19_716  // 2023-12-25

  @Test func `Prophet's columns are read, empty ones by their defaults`() throws {
    let holidays = try read(
      """
      ds,holiday,lower_window,upper_window,prior_scale
      2023-12-25,christmas,-1,2,0.7
      2023-12-26,boxing day,,,

      """)

    #expect(
      holidays == [
        try Holiday(name: "boxing day", day: christmas + 1, priorScale: 0.5),
        try Holiday(
          name: "christmas", day: christmas, lowerWindow: -1, upperWindow: 2, priorScale: 0.7),
      ])
  }

  @Test(arguments: [
    "holiday;ds\nxmas;2023-12-25\n",
    "\u{FEFF}country,holiday,ds\r\nDE,\"xmas\",2023-12-25 00:00:00\r\n",
    ",date,HOLIDAY,lower_window,upper_window\n0,20231225,xmas,0.0,-0.0\n",
    "ds,holiday,prior_scale\n\n1703462400,xmas,NaN",
  ])
  func `any order, separator and form of date will do`(text: String) throws {
    #expect(try read(text) == [Holiday(name: "xmas", day: christmas, priorScale: 0.5)])
  }

  @Test func `quoted names may hold separators and quotes`() throws {
    let holidays = try read("ds,holiday\n2023-12-25,\"a, \"\"b\"\"\"\n")

    #expect(holidays.map(\.name) == ["a, \"b\""])
  }

  @Test func `rows of one name and date are one holiday with the widest window`() throws {
    let holidays = try read(
      """
      ds,holiday,lower_window,upper_window
      2023-12-25,xmas,-1,0
      2023-12-25,xmas,0,3

      """)

    #expect(
      holidays == [
        try Holiday(
          name: "xmas", day: christmas, lowerWindow: -1, upperWindow: 3, priorScale: 0.5)
      ])
  }

  @Test func `the order of the rows does not matter`() throws {
    let rows = ["2023-12-25,xmas", "2024-12-25,xmas", "2024-04-01,easter"]

    let forward = try read("ds,holiday\n" + rows.joined(separator: "\n"))
    let backward = try read("ds,holiday\n" + rows.reversed().joined(separator: "\n"))

    #expect(forward == backward)
    #expect(forward.map(\.name) == ["easter", "xmas", "xmas"])
  }

  @Test(arguments: [
    ("", "the file is empty"),
    ("ds,holiday\n", "no row after it"),
    ("2023-12-25,xmas\n", "line 1: no column 'ds' in the header '2023-12-25,xmas'"),
    ("ds,name\n2023-12-25,xmas\n", "line 1: no column 'holiday' in the header 'ds,name'"),
    ("ds,holiday\n2023-12-25,x\n25.12.2023,x\n", "line 3: column 'ds' holds '25.12.2023'"),
    ("ds,holiday\n2023-12-25T10:00,x\n", "line 2: column 'ds' holds '2023-12-25T10:00'"),
    ("ds,holiday\n2023-12-25,\n", "line 2: '' cannot be the name"),
    ("ds,holiday\n2023-12-25,x,1\n", "line 2: 3 columns, expected 2"),
    ("ds,holiday\n2023-12-25,\"x\n", "line 2: a quote is opened"),
    ("ds,holiday,lower_window\n2023-12-25,x,1\n", "line 2: the window of holiday 'x' is 1 to 0"),
    (
      "ds,holiday,upper_window\n2023-12-25,x,0.5\n",
      "line 2: column 'upper_window' holds '0.5', expected a whole number of days"
    ),
    (
      "ds,holiday,upper_window\n2023-12-25,x,two\n",
      "line 2: column 'upper_window' holds 'two', expected a number"
    ),
    ("ds,holiday,prior_scale\n2023-12-25,x,0\n", "line 2: the prior scale of 'x' is 0.0"),
    (
      "ds,holiday,prior_scale\n2023-12-25,x,0.7\n2024-12-25,x,\n",
      "line 3: holiday 'x' has the prior scale 0.5 here and 0.7 before"
    ),
  ])
  func `a fault names its line and what was expected`(text: String, sentence: String) {
    let error = #expect(throws: HolidaysError.self) { try read(text) }

    #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
  }

  @Test func `more rows than anybody needs are refused`() throws {
    let header = "ds,holiday\n"
    let rows = (1...HolidaysCSVReader.maximumRows).map { "2023-12-25,h\($0)\n" }.joined()

    #expect(try read(header + rows).count == 10_000)
    #expect(throws: HolidaysError.tooManyRows(line: 10_002)) {
      try read(header + rows + "2023-12-25,more\n")
    }
  }
}
