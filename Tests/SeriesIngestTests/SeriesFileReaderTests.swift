import Customers
import FileSystem
import Forecasting
import Foundation
@testable import SeriesIngest
import TestFolders
import Testing

private func read(
  _ customer: String, in folder: TemporaryFolder, _ options: ReadingOptions = ReadingOptions()
) throws -> SeriesReading {
  var reader = SeriesFileReader(options: options)
  return try reader.read(try CustomerID(customer), in: folder.path)
}

private func error(
  _ customer: String, in folder: TemporaryFolder, _ options: ReadingOptions = ReadingOptions()
) -> IngestError? {
  #expect(throws: IngestError.self) { try read(customer, in: folder, options) }
}

@Test func `a customer's file is read`() throws {
  let folder = try TemporaryFolder()
  let text = "customer_id,timestamp,consumption\n8,2024-01-01,1.5\n8,2024-01-02,\n"
  let path = try folder.write(text, to: "8.csv")

  let reading = try read("8", in: folder)

  #expect(reading.series.timestamps == [1_704_067_200, 1_704_153_600])
  #expect(reading.series.values[0] == 1.5)
  #expect(reading.series.values[1].isNaN)
  #expect(reading.identity == (try FileIdentity(path: path)))
  #expect(reading.digest == ContentDigest(of: Array(text.utf8)))
}

@Test func `one reader reads many files into the same buffers`() throws {
  let folder = try TemporaryFolder()
  try folder.write("ds,y\n" + (0..<9_999).map { "\($0),\($0)\n" }.joined(), to: "long.csv")
  try folder.write("ds,y\n0,1\n", to: "short.csv")
  try folder.write("timestamp;value\n1;2\n", to: "other.csv")
  try folder.write("1,7\n2,8\n", to: "bare.csv")
  var reader = SeriesFileReader()

  for _ in 0..<2 {
    #expect(try reader.read(try CustomerID("long"), in: folder.path).series.count == 9_999)
    #expect(try reader.read(try CustomerID("short"), in: folder.path).series.values == [1])
    #expect(try reader.read(try CustomerID("other"), in: folder.path).series.values == [2])
    #expect(try reader.read(try CustomerID("bare"), in: folder.path).series.values == [7, 8])
  }
}

@Test func `a reading stays as it is when the next file is read`() throws {
  let folder = try TemporaryFolder()
  try folder.write("0,1\n60,2\n", to: "a.csv")
  try folder.write("0,3\n120,4\n", to: "b.csv")
  var reader = SeriesFileReader()

  let first = try reader.read(try CustomerID("a"), in: folder.path)
  let before = first.watermarks.watermark(atRow: 1)
  _ = try reader.read(try CustomerID("b"), in: folder.path)

  #expect(first.series.values == [1, 2])
  #expect(first.watermarks.watermark(atRow: 1) == before)
  #expect(before?.digestBefore == ContentDigest(of: Array("0,1\n".utf8)))
}

@Test func `an error names file, line and what was expected`() throws {
  let folder = try TemporaryFolder()
  let path = try folder.write("timestamp,value\n2024-01-01,1\n2024-01-02,abc\n", to: "x.csv")

  let error = error("x", in: folder)

  #expect(error?.reason == "not_a_number")
  #expect(
    error?.description
      == "\(path): line 3: column 'value' holds 'abc', expected a number, NA or nothing")
}

@Test func `what is no regular file is that customer's failure`() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("d.csv")
  #expect(mkfifo(folder.path("p.csv"), 0o600) == 0)
  #expect(symlink("nowhere", folder.path("l.csv")) == 0)

  #expect(error("d", in: folder) == .notRegular(path: folder.path("d.csv"), kind: .directory))
  #expect(error("p", in: folder) == .notRegular(path: folder.path("p.csv"), kind: .fifo))
  #expect(error("l", in: folder) == .missing(path: folder.path("l.csv")))
  #expect(error("absent", in: folder) == .missing(path: folder.path("absent.csv")))
  #expect(error("d", in: folder)?.reason == "not_a_regular_file")
  #expect(error("l", in: folder)?.reason == "missing")
}

@Test func `two files of one customer are that customer's failure`() throws {
  let folder = try TemporaryFolder()
  try folder.write("0,1\n", to: "x.csv")
  try folder.write("", to: "x.csv.gz")

  #expect(error("x", in: folder) == .duplicateFile(path: folder.path("x.csv")))
  #expect(error("x", in: folder)?.reason == "duplicate_file")
}

@Test func `a file over the limit is refused`() throws {
  let folder = try TemporaryFolder()
  try folder.write("0,1\n60,2\n", to: "x.csv")
  var options = ReadingOptions()

  options.maximumBytes = 9
  #expect(try read("x", in: folder, options).series.count == 2)
  options.maximumBytes = 8
  #expect(
    error("x", in: folder, options) == .tooLarge(path: folder.path("x.csv"), limitBytes: 8))
}

@Test func `an empty file is told from one with a header only`() throws {
  let folder = try TemporaryFolder()
  try folder.write("", to: "empty.csv")
  try folder.write("timestamp,value\n", to: "header.csv")

  #expect(error("empty", in: folder)?.reason == "empty_file")
  #expect(error("header", in: folder)?.reason == "no_rows")
}

@Test func `a file that changes while it is read is read once more`() throws {
  let folder = try TemporaryFolder()
  try folder.write("0,1\n", to: "x.csv")
  var readings = 0
  var reader = SeriesFileReader(options: ReadingOptions()) {
    readings += 1
    if readings == 1 { _ = try? folder.write("0,1\n60,2\n", to: "x.csv") }
  }

  let reading = try reader.read(try CustomerID("x"), in: folder.path)

  #expect(readings == 2)
  #expect(reading.series.values == [1, 2])
}

@Test func `a file that changes twice ends as changed while read`() throws {
  let folder = try TemporaryFolder()
  var text = "0,1\n"
  try folder.write(text, to: "x.csv")
  var reader = SeriesFileReader(options: ReadingOptions()) {
    text += "60,2\n"
    _ = try? folder.write(text, to: "x.csv")
  }

  let error = #expect(throws: IngestError.self) {
    try reader.read(try CustomerID("x"), in: folder.path)
  }

  #expect(error?.reason == "changed_while_read")
}

@Test func `watermarks tell offset, digest and time of each row`() throws {
  let folder = try TemporaryFolder()
  let text = "ds,y\n" + (0..<1_000).map { "\($0 * 60),\($0).5\n" }.joined()
  try folder.write(text, to: "x.csv")
  let bytes = Array(text.utf8)

  let watermarks = try read("x", in: folder).watermarks

  for row in [0, 1, 500, 999] {
    let watermark = try #require(watermarks.watermark(atRow: row))
    let offset = Int(try #require(watermark.byteOffset))
    #expect(bytes[offset...].starts(with: "\(row * 60),".utf8))
    #expect(bytes[offset - 1] == 0x0A)
    #expect(watermark.timestamp == Int64(row * 60))
    #expect(
      watermark.digestBefore == ContentDigest(of: Array(bytes[max(0, offset - 4_096)..<offset])))
  }
}

@Test func `the watermark of a repeated time is at its first row`() throws {
  let folder = try TemporaryFolder()
  try folder.write("0,1\n\n60,2\n60,3\n60,4\n120,5\n", to: "x.csv")

  let watermarks = try read("x", in: folder).watermarks

  #expect(watermarks.watermark(atRow: 1)?.byteOffset == 5)
  #expect(watermarks.watermark(atRow: 2)?.byteOffset == 20)
}

@Test func `the watermark of a file out of order has no place in it`() throws {
  let folder = try TemporaryFolder()
  try folder.write("60,1\n0,2\n120,3\n", to: "x.csv")

  let watermark = try #require(try read("x", in: folder).watermarks.watermark(atRow: 2))

  #expect(watermark.byteOffset == nil)
  #expect(watermark.timestamp == 120)
}
