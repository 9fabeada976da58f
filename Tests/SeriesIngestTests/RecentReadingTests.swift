import Customers
import FileSystem
import Forecasting
import Foundation
import SeriesIngest
import TestFolders
import Testing

/// A customer's file, absorbed up to its row 900 of 1,000.
private struct AbsorbedFile {
  let folder: TemporaryFolder
  let absorbed: AbsorbedSource
  let rows: [String]
  private let name: String

  init(name: String = "x.csv", rows: [String] = Self.rows) throws {
    folder = try TemporaryFolder()
    self.rows = rows
    self.name = name
    try folder.write(Self.text(rows), to: name)
    var reader = SeriesFileReader()
    let reading = try reader.read(try CustomerID("x"), in: folder.path)
    absorbed = AbsorbedSource(
      watermark: try #require(reading.watermarks.watermark(atRow: 900)), digest: reading.digest,
      firstTimestamp: reading.series.timestamps[0])
  }

  static let rows = (0..<1_000).map { "\($0 * 3600),\($0).5" }

  static func text(_ rows: [String], header: String = "ds,y") -> String {
    ([header] + rows).joined(separator: "\n") + "\n"
  }

  func write(_ rows: [String], header: String = "ds,y") throws {
    try folder.write(Self.text(rows, header: header), to: name)
  }

  func readRecent(verifying: Bool = false) throws -> RecentReading {
    var reader = SeriesFileReader()
    return try reader.readRecent(
      try CustomerID("x"), in: folder.path, since: absorbed, verifying: verifying)
  }
}

extension RecentReading {
  fileprivate var isUnchanged: Bool { if case .unchanged = self { true } else { false } }

  fileprivate var recent: SeriesReading? {
    if case .recent(let reading) = self { reading } else { nil }
  }

  fileprivate var reason: String? {
    if case .changed(_, let reason) = self { reason.rawValue } else { nil }
  }
}

struct `A night's reading` {
  @Test(arguments: [false, true])
  func `finds a file that was only touched unchanged`(verifying: Bool) throws {
    let file = try AbsorbedFile()

    try file.write(file.rows)

    #expect(try file.readRecent(verifying: verifying).isUnchanged)
  }

  @Test func `begins at the watermark`() throws {
    let file = try AbsorbedFile()

    try file.write(file.rows + ["3600000,7"])

    let reading = try #require(try file.readRecent().recent)
    #expect(!reading.isWhole)
    #expect(reading.series.count == 101)
    #expect(reading.series.timestamps.first == 3_240_000, "hour 900")
    #expect(reading.series.values.last == 7)
  }

  @Test func `gives the watermarks that a reading of the whole file gives`() throws {
    let file = try AbsorbedFile()
    try file.write(file.rows + ["3600000,7"])

    let recent = try #require(try file.readRecent().recent)
    let whole = try #require(try file.readRecent(verifying: true).recent)

    #expect(whole.isWhole)
    for row in [0, 3, 60] {
      let watermark = try #require(recent.watermarks.watermark(atRow: row))
      #expect(watermark == whole.watermarks.watermark(atRow: 900 + row))
    }
  }

  @Test func `takes in corrected rows, and a last line that was completed`() throws {
    let file = try AbsorbedFile()
    var rows = file.rows
    rows[950] = "\(950 * 3600),1"
    try file.folder.write(
      String(AbsorbedFile.text(rows).dropLast(2)), to: "x.csv")

    let reading = try #require(try file.readRecent().recent)

    #expect(reading.series.values[50] == 1)
    #expect(reading.series.values[99] == 999)
  }

  @Test func `finds the watermark again when the oldest rows are dropped`() throws {
    let file = try AbsorbedFile()

    try file.write(Array(file.rows[200...]) + ["3600000,7"])

    let reading = try #require(try file.readRecent().recent)
    #expect(reading.isWhole)
    #expect(reading.series.count == 801)
  }

  @Test func `sees a correction just before the watermark`() throws {
    let file = try AbsorbedFile()
    var rows = file.rows
    rows[890] = "\(890 * 3600),1"
    try file.write(rows)

    #expect(try file.readRecent().reason == "correction")
  }

  @Test func `sees a correction far before the watermark that moves its bytes`() throws {
    let file = try AbsorbedFile()
    var rows = file.rows
    rows[10] = "\(10 * 3600),7.5"

    try file.write(rows + ["3600000,7"])

    #expect(try file.readRecent().reason == "correction")
  }

  @Test func `sees a row removed far before the watermark`() throws {
    let file = try AbsorbedFile()
    var rows = file.rows
    rows.remove(at: 10)

    try file.write(rows)

    #expect(try file.readRecent().reason == "correction")
  }

  @Test func `sees any correction far before the watermark when all is verified`() throws {
    let file = try AbsorbedFile()
    var rows = file.rows
    rows[10] = "\(10 * 3600),99.5"
    try file.write(rows + ["3600000,7"])

    #expect(try file.readRecent().recent != nil)
    #expect(try file.readRecent(verifying: true).reason == "correction")
  }

  @Test func `sees an appended row that is older than the watermark`() throws {
    let file = try AbsorbedFile()

    try file.write(file.rows + ["\(100 * 3600 + 60),7"])

    #expect(try file.readRecent().reason == "correction")
  }

  @Test func `takes in late rows that are younger than the watermark`() throws {
    let file = try AbsorbedFile()

    try file.write(file.rows + ["\(950 * 3600 + 60),7"])

    let reading = try #require(try file.readRecent().recent)
    #expect(reading.isWhole)
    #expect(reading.series.count == 1_001)
  }

  @Test func `tells other columns from corrected rows`() throws {
    let file = try AbsorbedFile()

    try file.write(file.rows.map { $0 + ",1" }, header: "ds,other,y")

    #expect(try file.readRecent().reason == "columns")
  }

  @Test func `of rows in another spelling only takes what is new`() throws {
    let file = try AbsorbedFile()

    try file.folder.write(
      AbsorbedFile.text(file.rows + ["3600000,7"]).replacing("\n", with: "\r\n"), to: "x.csv")

    #expect(try file.readRecent().recent?.series.count == 1_001)
  }

  @Test func `of a file out of order checks all rows before the watermark`() throws {
    var rows = AbsorbedFile.rows
    rows.swapAt(100, 800)
    let file = try AbsorbedFile(rows: rows)
    #expect(file.absorbed.watermark.byteOffset == nil)

    try file.write(rows + ["3600000,7"])
    #expect(try file.readRecent().recent?.series.count == 1_001)
    rows[10] = "\(10 * 3600),7.5"
    try file.write(rows)
    #expect(try file.readRecent().reason == "correction")
  }

  @Test func `tells a fault by its line in the whole file`() throws {
    let file = try AbsorbedFile()
    try file.write(file.rows + ["3600000,x"])

    let error = #expect(throws: IngestError.self) { try file.readRecent() }

    #expect(error?.description.contains("line 1002") == true)
  }
}
