import Customers
import Forecasting
import SeriesIngest
import Testing

private let days: [Int64] = [1_704_067_200, 1_704_153_600]

// Each of these is the same two rows.
@Test(arguments: [
  "timestamp,value\n2024-01-01,1\n2024-01-02,2\n",
  "2024-01-01,1\n2024-01-02,2\n",
  "2024-01-01,1\n2024-01-02,2",
  "ds,y\r\n2024-01-01,1\r\n2024-01-02,2\r\n",
  "ds,y\r\n2024-01-01,1\r\n2024-01-02,2\r",
  "\u{FEFF}date,consumption\n2024-01-01,1\n2024-01-02,2\n",
  "\u{FEFF}2024-01-01,1\n2024-01-02,2\n",
  "datetime;value\n2024-01-01;1\n2024-01-02;2\n",
  "time\tvalue\n2024-01-01\t1\n2024-01-02\t2\n",
  "2024-01-01\t1\n2024-01-02\t2\n",
  "DS,Y\n2024-01-01,1\n2024-01-02,2\n",
  "\"timestamp\",\"value\"\n\"2024-01-01\",\"1\"\n\"2024-01-02\",\"2\"\n",
  "\n\n timestamp , value \n\n2024-01-01, 1\n  \n2024-01-02,\t2 \n\n",
  "value,timestamp\n1,2024-01-01\n2,2024-01-02\n",
  "customer_id,timestamp,consumption\n8,2024-01-01,1\n8,2024-01-02,2\n",
  "anything,ds,y\n8,2024-01-01,1\n8,2024-01-02,2\n",
  "8,2024-01-01,1\n8,2024-01-02,2\n",
  "\"8\";2024-01-01;1\n8;2024-01-02;2\n",
  "timestamp,value,note\n2024-01-01,1,fine\n2024-01-02,2,\"two\nlines, and \"\"more\"\"\"\n",
  "site,timestamp,weather,value,note\na,2024-01-01,?,1,\nb,2024-01-02,!,2,x\n",
  "timestamp,\"load; MW\",value\n2024-01-01,9,1\n2024-01-02,9,2\n",
  "1704067200,1\n1704153600,2\n",
  "2024-01-01T01:00+01:00,1\n2024-01-02T00:00Z,2\n",
])
func `the forms of a file`(text: String) throws {
  let reading = try SeriesCSVReader().read(text, customer: try CustomerID("8"))

  #expect(reading.series.timestamps == days)
  #expect(reading.series.values == [1, 2])
  #expect(reading.warnings.isEmpty)
}

@Test(arguments: [
  ("", CSVError.emptyFile), ("\n\r\n \n", .emptyFile), ("\u{FEFF}", .emptyFile),
  ("timestamp,value\n", .noRows), ("timestamp,value", .noRows), ("ds,y\n\n\n", .noRows),
  ("timestamp\n2024-01-01\n", .wrongColumnCount(line: 1, found: 1, expected: .twoOrThree)),
  ("2024-01-01 5\n", .wrongColumnCount(line: 1, found: 1, expected: .twoOrThree)),
  ("2024-01-01,1,2,3\n", .wrongColumnCount(line: 1, found: 4, expected: .twoOrThree)),
  (
    "ds,y\n2024-01-01,1\n2024-01-02\n",
    .wrongColumnCount(line: 3, found: 1, expected: .asInFirstLine(2))
  ),
  (
    "ds,y\n2024-01-01,1\n2024-01-02,1,\n",
    .wrongColumnCount(line: 3, found: 3, expected: .asInFirstLine(2))
  ),
  ("ds;y\n2024-01-01,1\n", .wrongColumnCount(line: 2, found: 1, expected: .asInFirstLine(2))),
  ("when,value\n1,2\n", .missingColumn(.time, line: 1, named: nil, header: "when,value")),
  ("\nds,load\n1,2\n", .missingColumn(.value, line: 2, named: nil, header: "ds,load")),
  (
    "date,time,value\n1,2,3\n",
    .ambiguousColumn(.time, line: 1, candidates: "'date' and 'time'")
  ),
  ("ds,y,value\n1,2,3\n", .ambiguousColumn(.value, line: 1, candidates: "'y' and 'value'")),
  ("ds,y\n2024-01-01,\"1\n2024-01-02,2\n", .openQuote(line: 2)),
  ("ds,y\n2024-01-01,\"1\"2\n", .textAfterQuote(line: 2)),
  ("9,2024-01-01,1\n", .otherCustomer(line: 1, found: "9", expected: "8")),
  ("8,2024-01-01,1\n88,2024-01-02,1\n", .otherCustomer(line: 2, found: "88", expected: "8")),
  ("c,ds,y\n8,2024-01-01,1\n,2024-01-02,1\n", .otherCustomer(line: 3, found: "", expected: "8")),
  ("2024-01-01,1\n2024-01-02,2\nend,of file\n", .notATime(line: 3, column: "time", found: "end")),
  ("\0\0\0\0", .notText(line: 1)), ("ds,y\n2024-01-01,1\n\0\0\0,\0\0\n", .notText(line: 3)),
])
func `the faults of a file`(text: String, expected: CSVError) throws {
  let reader = SeriesCSVReader()

  #expect(throws: expected) { try reader.read(text, customer: try CustomerID("8")) }
  #expect(!expected.description.isEmpty)
}

@Test(arguments: [[0xFF, 0xFE, 0x64, 0x00], [0xFE, 0xFF, 0x00, 0x64]] as [[UInt8]])
func `UTF-16 is refused as no text`(bytes: [UInt8]) {
  #expect(throws: CSVError.notText(line: 1)) { try SeriesCSVReader().read(bytes.span) }
}

@Test func `bytes that are no UTF-8 are shown by number`() {
  let bytes = Array("ds,y\n2024-01-01,caf".utf8) + [0xE9, 0x0A]

  #expect(throws: CSVError.notANumber(line: 2, column: "y", found: "caf\\xE9")) {
    try SeriesCSVReader().read(bytes.span)
  }
}

@Test func `a customer column is passed over where no customer is asked for`() throws {
  let reading = try SeriesCSVReader().read("a,2024-01-01,1\nb,2024-01-02,2\n")

  #expect(reading.series.values == [1, 2])
}

@Test func `columns are found by the names that were told`() throws {
  var options = ReadingOptions()
  options.timeColumn = "Zeit"
  options.valueColumn = "last"
  let reader = SeriesCSVReader(options: options)

  let reading = try reader.read("Last;Ort;ZEIT;Zeit\n1;x;?;2024-01-01\n2;y;?;2024-01-02\n")

  #expect(reading.series.timestamps == days)
  #expect(reading.series.values == [1, 2])
  #expect(
    error(of: "timestamp,value\n", options: options)
      == .missingColumn(.time, line: 1, named: "Zeit", header: "timestamp,value"))
  #expect(
    error(of: "2024-01-01,1\n", options: options)
      == .missingColumn(.time, line: 1, named: "Zeit", header: "2024-01-01,1"))
  #expect(
    error(of: "zeit,ZEIT,last\n", options: options)
      == .ambiguousColumn(.time, line: 1, candidates: "'zeit' and 'ZEIT'"))
}

@Test func `one name may be told and the other known`() throws {
  var options = ReadingOptions()
  options.valueColumn = "load"

  let reading = try SeriesCSVReader(options: options).read("ds,load\n2024-01-01,1\n2024-01-02,2\n")

  #expect(reading.series.values == [1, 2])
}

@Test func `rows out of order are sorted, with a warning`() throws {
  let reading = try SeriesCSVReader()
    .read("ds,y\n2024-01-03,3\n2024-01-01,1\n2024-01-04,4\n2024-01-02,2\n")

  #expect(reading.series.values == [1, 2, 3, 4])
  #expect(reading.warnings == [.unsortedRows(count: 2)])
  #expect(reading.warnings[0].description == "2 rows out of time order, sorted")
}

@Test func `of a repeated time the last row counts, with a warning`() throws {
  let reading = try SeriesCSVReader().read("ds,y\n2024-01-01,1\n2024-01-01,2\n2024-01-02,3\n")

  #expect(reading.series.values == [2, 3])
  #expect(reading.warnings == [.repeatedTimes(count: 1)])
}

@Test func `of times repeated out of order the last row counts too`() throws {
  let reading = try SeriesCSVReader().read(
    "ds,y\n2024-01-02,1\n2024-01-01,2\n2024-01-02,3\n2024-01-01,4\n2024-01-01,NA\n2024-01-02,5\n")

  #expect(reading.series.timestamps == days)
  #expect(reading.series.values[0].isNaN)
  #expect(reading.series.values[1] == 5)
  #expect(reading.warnings == [.unsortedRows(count: 3), .repeatedTimes(count: 4)])
}

@Test func `times that are all equal leave the last row`() throws {
  let text = (1...100).map { "2024-01-01,\($0)\n" }.joined()

  let reading = try SeriesCSVReader().read(text)

  #expect(reading.series.values == [100])
  #expect(reading.warnings == [.repeatedTimes(count: 99)])
}

@Test func `with strict, rows out of order and repeated times are errors`() {
  var options = ReadingOptions()
  options.strict = true

  #expect(
    error(of: "ds,y\n2024-01-02,1\n2024-01-01,2\n", options: options) == .unsortedRow(line: 3))
  #expect(
    error(of: "ds,y\n2024-01-02,1\n\n2024-01-02,2\n", options: options) == .repeatedTime(line: 4))
  #expect(error(of: "ds,y\n2024-01-01,1\n2024-01-02,2\n", options: options) == nil)
}

@Test func `an infinite value and a word in place of a value are no missing values`() {
  #expect(error(of: "ds,y\n2024-01-01,inf\n")?.reason == "infinite_value")
  #expect(error(of: "ds,y\n2024-01-01,none\n")?.reason == "not_a_number")
}

@Test func `a series of missing values is read`() throws {
  let reading = try SeriesCSVReader().read("ds,y\n2024-01-01,\n2024-01-02,NA\n2024-01-03,\"\"")

  #expect(reading.series.count == 3)
  #expect(reading.series.values.filter(\.isNaN).count == 3)
}

@Test(arguments: ["a", "1", ",1"])
func `a line of ten million bytes is refused`(unit: String) {
  let long = String(repeating: unit, count: 10_000_000 / unit.utf8.count)

  let inFirst = error(of: long)
  let later = error(of: "ds,y\n2024-01-01,1\n2024-01-02,\(long)\n")

  #expect(inFirst == .lineTooLong(line: 1, limitBytes: 1 << 20))
  #expect(later == .lineTooLong(line: 3, limitBytes: 1 << 20))
}

@Test func `two million rows are read`() throws {
  var text: [UInt8] = []
  for row in 0..<2_000_000 { text.append(contentsOf: "\(row * 60),\(row % 1_000).25\n".utf8) }

  let reading = try SeriesCSVReader().read(text.span)

  #expect(reading.series.count == 2_000_000)
  #expect(reading.series.timestamps.last == 119_999_940)
  #expect(reading.series.values.last == 999.25)
}

@Test func `errors count lines past blank lines and quoted line ends`() {
  let text = "ds,y,note\n\n2024-01-01,1,\"a\nb\nc\"\n2024-01-02,x,\n"

  #expect(error(of: text) == .notANumber(line: 6, column: "y", found: "x"))
}

@Test func `what is found is cut in a message`() {
  let long = String(repeating: "z", count: 1_000)

  #expect(
    error(of: "ds,y\n2024-01-01,\(long)\n")
      == .notANumber(line: 2, column: "y", found: String(repeating: "z", count: 60) + "…"))
}
