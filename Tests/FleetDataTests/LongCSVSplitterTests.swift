import Customers
import FileSystem
import FleetData
import Forecasting
import Foundation
import SeriesIngest
import TestFolders
import Testing

/// Splits a text into the sub-folder `out`.
@discardableResult
private func split(
  _ text: String, in folder: TemporaryFolder, _ options: SplitOptions = SplitOptions()
) throws -> SplitReport {
  let path = try folder.write(text, to: "long.csv")
  return try LongCSVSplitter(options).split(.file(path: path), to: folder.path("out"))
}

@Test func `rows go to their customers' files in their order`() throws {
  let folder = try TemporaryFolder()

  let report = try split(
    "customer,timestamp,value\nb,2024-01-02,1\na,2024-01-01,2\nb,2024-01-01,3\n", in: folder)

  #expect(report.customers == 2)
  #expect(report.rows == 3)
  #expect(report.rejectedRows == 0)
  #expect(try folder.names(in: "out") == ["a.csv", "b.csv"])
  #expect(try folder.text(of: "out/a.csv") == "timestamp,value\n2024-01-01,2\n")
  #expect(try folder.text(of: "out/b.csv") == "timestamp,value\n2024-01-02,1\n2024-01-01,3\n")
}

// Each of these is the same two rows of two customers.
@Test(arguments: [
  "customer_id,timestamp,consumption\n8,2024-01-01,1.5\n9,2024-01-01,\n",
  "8,2024-01-01,1.5\n9,2024-01-01,\n", "8,2024-01-01,1.5\n9,2024-01-01,",
  "\u{FEFF}ds;y;whatever\r\n2024-01-01;1.5;8\r\n\r\n2024-01-01;;9\r\n",
  "unique_id\tds\ty\n8\t2024-01-01\t1.5\n9\t2024-01-01\t\n",
  "y,ds,item_id\n1.5,2024-01-01,8\n,2024-01-01,9\n",
  "\"8\",\"2024-01-01\",\"1.5\"\n\"9\" , 2024-01-01 , \"\"\n",
])
func `the forms of a long file`(text: String) throws {
  let folder = try TemporaryFolder()

  let report = try split(text, in: folder)

  #expect(report.rows == 2)
  #expect(try folder.text(of: "out/8.csv") == "timestamp,value\n2024-01-01,1.5\n")
  #expect(try folder.text(of: "out/9.csv") == "timestamp,value\n2024-01-01,\n")
}

@Test func `other columns stay in the customers' files`() throws {
  let folder = try TemporaryFolder()
  var layout = SplitOptions()
  layout.timeColumn = "date"

  try split(
    """
    price;customer;date;"a ""note"", long";value;time
    1.5;x;2024-01-01;"say ""hi"", you";7;noon
    ;y;2024-01-01;5" pipe, grey;8;
    2;x;2024-01-02;"two
    lines";;

    """, in: folder, layout)

  let header = "timestamp,value,price,\"a \"\"note\"\", long\",time_\n"
  #expect(
    try folder.text(of: "out/x.csv")
      == header + "2024-01-01,7,1.5,\"say \"\"hi\"\", you\",noon\n2024-01-02,,2,two lines,\n")
  #expect(try folder.text(of: "out/y.csv") == header + "2024-01-01,8,,\"5\"\" pipe, grey\",\n")
  var options = ReadingOptions()
  options.covariateColumns = ["price"]
  var reader = SeriesFileReader(options: options)
  let reading = try reader.read(try CustomerID("x"), in: folder.path("out"))
  #expect(reading.covariates.columns == [[1.5, 2]])
}

@Test func `rows whose time or value cannot be read are left out and named`() throws {
  let folder = try TemporaryFolder()

  let report = try split(
    """
    customer,timestamp,value
    a,soon,1
    a,2024-01-01,1
    a,2024-01-02,many
    a,2024-01-03,inf
    b,1704067200,2
    b,2024-01-01T00:00Z,NA

    """, in: folder)

  #expect(report.rows == 3)
  #expect(
    report.rejections == [
      .badField(.notATime(line: 2, column: "timestamp", found: "soon")),
      .badField(.notANumber(line: 4, column: "value", found: "many")),
      .badField(.infinite(line: 5, column: "value", found: "inf")),
    ])
  #expect(report.rejections[1].description.hasPrefix("line 4: column 'value' holds 'many'"))
  #expect(try folder.text(of: "out/a.csv") == "timestamp,value\n2024-01-01,1\n")
}

@Test func `columns are found by the names that were told`() throws {
  let folder = try TemporaryFolder()
  var options = SplitOptions()
  options.customerColumn = "Zähler"
  options.timeColumn = "Zeit"
  options.valueColumn = "kWh"

  try split("id;Zeit;kWh;Zähler\n1;2024-01-01;5;x\n", in: folder, options)

  #expect(try folder.text(of: "out/x.csv") == "timestamp,value,id\n2024-01-01,5,1\n")
}

@Test(arguments: [
  ("", CSVError.emptyFile), ("customer,timestamp,value\n", .noRows),
  ("a,b\n", .wrongColumnCount(line: 1, found: 2, expected: .three)),
  ("8,2024-01-01,1,2\n", .wrongColumnCount(line: 1, found: 4, expected: .three)),
  (
    "a,timestamp,value,c\n",
    .missingColumn(.customer, line: 1, named: nil, header: "a,timestamp,value,c")
  ),
  (
    "customer,when,value\n",
    .missingColumn(.time, line: 1, named: nil, header: "customer,when,value")
  ),
  ("8,2024-01-01,1\n8,2024-01-02,\"1\n", .openQuote(line: 2)),
  ("8,2024-01-01,\"1\"1\n", .textAfterQuote(line: 1)),
])
func `a fault of the file as a whole leaves nothing behind`(text: String, expected: CSVError) throws
{
  let folder = try TemporaryFolder()

  #expect(throws: FleetDataError.badContent(path: folder.path("long.csv"), expected)) {
    try split(text, in: folder)
  }
  #expect(try folder.names(in: "out").isEmpty)
}

@Test func `rows that no customer can take are counted and shown with their lines`() throws {
  let folder = try TemporaryFolder()
  let text = """
    customer,timestamp,value
    good,2024-01-01,1
    my customer,2024-01-01,2
    good,2024-01-02
    ,2024-01-02,3
    good,"2024-
    01-02",4
    good,2024-01-03,5
    """

  let report = try split(text, in: folder)

  #expect(report.rows == 2)
  #expect(report.rejectedRows == 4)
  #expect(
    report.rejections == [
      .badCustomer(line: 3, .badCharacter("my customer")),
      .wrongColumnCount(line: 4, found: 2, expected: 3), .badCustomer(line: 5, .empty),
      .lineEndInField(line: 6),
    ])
  #expect(try folder.names(in: "out") == ["good.csv"])
}

@Test func `of many rejected rows the first are shown`() throws {
  let folder = try TemporaryFolder()

  let report = try split(
    "a,2024-01-01,1\n" + String(repeating: "?,2024-01-01,1\n", count: 1_000), in: folder)

  #expect(report.rejectedRows == 1_000)
  #expect(report.rejections.count == SplitReport.rejectionLimit)
}

@Test func `a decimal comma is named with what was expected`() throws {
  let folder = try TemporaryFolder()

  let report = try split("a;2024-01-01;1,5\na;2024-01-02;2\n", in: folder)

  #expect(report.rows == 1)
  #expect(
    report.rejections.map(\.description) == [
      "line 1: column 'value' holds '1,5', expected a number with a decimal point, NA or nothing"
    ])
}

@Test func `a folder that holds customers is refused unless forced`() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("out")
  try folder.write("mine", to: "out/a.csv")
  try folder.write("mine", to: "out/c.csv")
  try folder.write("read", to: "out/README.md")
  var options = SplitOptions()

  #expect(throws: FleetDataError.self) { try split("a,0,1\nb,0,1\n", in: folder) }
  #expect(try folder.text(of: "out/a.csv") == "mine")

  options.force = true
  try split("a,0,1\nb,0,1\n", in: folder, options)
  #expect(try folder.names(in: "out") == ["README.md", "a.csv", "b.csv", "c.csv"])
  #expect(try folder.text(of: "out/a.csv") == "timestamp,value\n0,1\n")
  #expect(try folder.text(of: "out/c.csv") == "mine")
}

@Test func `what a killed split left is cleared by the next one`() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("out/.split/files")
  try folder.makeFolder("out/.split/spools")
  try folder.write("half", to: "out/.split/files/a.csv")
  try folder.write("half", to: "out/.split/spools/0")

  try split("a,0,1\n", in: folder)

  #expect(try folder.names(in: "out") == ["a.csv"])
  #expect(try folder.text(of: "out/a.csv") == "timestamp,value\n0,1\n")
}

@Test func `two splits into one folder at once are refused`() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("out/.split")
  let lock = try FileLock.acquire(.exclusive, path: folder.path("out/.split/lock"))

  #expect(throws: FleetDataError.splitRunning(path: folder.path("out"))) {
    try split("a,0,1\n", in: folder)
  }

  _ = consume lock
  #expect(try split("a,0,1\n", in: folder).rows == 1)
}

@Test func `a file longer than the memory for it is split in bounded pieces`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("long.csv")
  let (rows, customers) = (150_000, 700)
  var text: [UInt8] = Array("customer,timestamp,value\n".utf8)
  for row in 0..<rows {
    // One customer has half of the rows, so that its spool goes to the disk.
    let customer = row % 2 == 0 ? 0 : row % customers
    text.append(contentsOf: "customer-\(customer),\(row),\(row % 97).25\n".utf8)
  }
  try Data(text).write(to: URL(filePath: path))

  var options = SplitOptions()
  options.memoryBytes = 1 << 20
  let report = try LongCSVSplitter(options).split(.file(path: path), to: folder.path("out"))

  #expect(report.rows == rows)
  #expect(report.customers == customers / 2 + 1)
  var reader = SeriesFileReader()
  var total = 0
  for customer in try DataFolder(path: folder.path("out")).list().customers {
    let reading = try reader.read(customer, in: folder.path("out"))
    #expect(reading.warnings.isEmpty)
    total += reading.series.count
  }
  #expect(total == rows)
}

@Test func `a gzipped long file is unpacked on the way`() throws {
  let folder = try TemporaryFolder()
  let text = (0..<50_000).map { "c\($0 % 3),\($0),1\n" }.joined()
  let path = try folder.write(text, to: "long.csv")
  let process = Process()
  process.executableURL = URL(filePath: "/bin/gzip")
  process.arguments = [path]
  try process.run()
  process.waitUntilExit()

  let report = try LongCSVSplitter()
    .split(.file(path: path + ".gz"), to: folder.path("out"))

  #expect(report.customers == 3)
  #expect(report.rows == 50_000)
  let packed = try Data(contentsOf: URL(filePath: path + ".gz"))
  try folder.write(packed.dropLast(10), to: "cut.csv.gz")
  #expect(throws: FleetDataError.badGzip(path: folder.path("cut.csv.gz"), .endsEarly)) {
    try LongCSVSplitter().split(.file(path: folder.path("cut.csv.gz")), to: folder.path("other"))
  }
}

@Test func `records that meet the end of a piece are whole`() throws {
  let folder = try TemporaryFolder()
  let rows = (0..<300).map { row in
    let note = String(repeating: "line, \"\"quoted\"\"\n", count: 4_000 - row)
    return "c\(row % 7),\(row * 60),\(row),\"\(note)\"\n"
  }

  let report = try split("customer,timestamp,value,note\n" + rows.joined(), in: folder)

  #expect(report.rows == 300)
  #expect(report.rejections.isEmpty)
  let text = try folder.text(of: "out/c3.csv")
  #expect(text.hasPrefix("timestamp,value,note\n180,3,\"line, \"\"quoted\"\" line, "))
  let reading = try SeriesCSVReader().read(text)
  #expect(reading.series.timestamps.prefix(2) == [180, 600])
  #expect(reading.series.values.prefix(2) == [3, 10])
}

@Test func `a record that is too long ends the split`() throws {
  let folder = try TemporaryFolder()
  let text = "a,0,1\na,60," + String(repeating: "1", count: 6_000_000) + "\n"

  #expect(
    throws: FleetDataError.badContent(
      path: folder.path("long.csv"), .lineTooLong(line: 2, limitBytes: 1 << 20))
  ) {
    try split(text, in: folder)
  }
}

@Test func `a missing long file is told`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("absent.csv")

  #expect(throws: FleetDataError.system(FileSystemError(.open, path: path, code: ENOENT))) {
    try LongCSVSplitter().split(.file(path: path), to: folder.path("out"))
  }
}

@Test func `a long file may come through a named pipe`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("pipe")
  #expect(mkfifo(path, 0o600) == 0)

  // Opening either end waits for the other: a thread that all tests share must not block so.
  Thread.detachNewThread {
    let handle = FileHandle(forWritingAtPath: path)
    for row in 0..<20_000 { handle?.write(Data("c\(row % 2),\(row),1\n".utf8)) }
    handle?.closeFile()
  }
  let report = try LongCSVSplitter().split(.file(path: path), to: folder.path("out"))

  #expect(report.rows == 20_000)
  #expect(report.customers == 2)
}
