import Customers
import FileSystem
import Forecasting
import Foundation
import SeriesIngest
import TestFolders
import Testing

private let rows = "ds,y\n2024-01-01,1\n2024-01-02,2\n"

/// What `gzip` makes of a text.
private func gzip(_ text: String) throws -> Data {
  let folder = try TemporaryFolder()
  let path = try folder.write(text, to: "x")
  let process = Process()
  process.executableURL = URL(filePath: "/bin/gzip")
  process.arguments = ["-n", path]
  try process.run()
  process.waitUntilExit()
  return try Data(contentsOf: URL(filePath: path + ".gz"))
}

private func read(_ data: Data, maximumBytes: Int64 = 1 << 30) throws -> SeriesReading {
  let folder = try TemporaryFolder()
  try folder.write(data, to: "x.csv.gz")
  var options = ReadingOptions()
  options.maximumBytes = maximumBytes
  var reader = SeriesFileReader(options: options)
  return try reader.read(try CustomerID("x"), in: folder.path)
}

private func reason(_ data: Data, maximumBytes: Int64 = 1 << 30) -> String? {
  let error = #expect(throws: IngestError.self) { try read(data, maximumBytes: maximumBytes) }
  return error?.reason
}

@Test func `a gzipped file is read whole, and its watermarks have no place in it`() throws {
  let packed = try gzip(rows)

  let reading = try read(packed)

  #expect(reading.series.values == [1, 2])
  #expect(reading.digest == ContentDigest(of: Array(packed)))
  #expect(reading.identity.sizeBytes == Int64(packed.count))
  let watermark = try #require(reading.watermarks.watermark(atRow: 1))
  #expect(watermark.byteOffset == nil)
  #expect(watermark.content?.digestAfter == reading.digest)
}

@Test func `a gzipped file of several members is read to its end`() throws {
  let reading = try read(try gzip("ds,y\n2024-01-01,1\n") + gzip("") + gzip("2024-01-02,2\n"))

  #expect(reading.series.values == [1, 2])
}

@Test(arguments: [4, 65_532, 65_536, 65_540, 131_072, 400_000])
func `a gzipped file of any size is read whole`(size: Int) throws {
  let line = "0,1\n"
  let text = String(repeating: line, count: size / line.utf8.count - 1) + "0,2\n"

  #expect(try read(try gzip(text)).series.values == [2])
}

@Test func `a damaged or cut gzip file is that customer's failure`() throws {
  let packed = try gzip(rows)

  #expect(reason(packed.dropLast()) == "bad_gzip")
  #expect(reason(packed.prefix(12)) == "bad_gzip")
  #expect(reason(packed + Data("garbage".utf8)) == "bad_gzip")
  #expect(reason(Data(rows.utf8)) == "bad_gzip")
  var flipped = packed
  flipped[flipped.count - 6] ^= 1
  #expect(reason(flipped) == "bad_gzip")
  #expect(reason(Data()) == "empty_file")
  #expect(reason(try gzip("")) == "empty_file")
}

@Test func `a gzip bomb is refused at the limit`() throws {
  let bomb = try gzip(String(repeating: "0", count: 10_000_000))

  #expect(bomb.count < 20_000)
  #expect(reason(bomb, maximumBytes: 1_000_000) == "too_large")
}

@Test func `the limit is on the unpacked bytes`() throws {
  let packed = try gzip(rows + String(repeating: "2024-01-02,2\n", count: 100))
  let unpackedCount = Int64(rows.utf8.count + 1_300)

  #expect(try read(packed, maximumBytes: unpackedCount).series.count == 2)
  #expect(reason(packed, maximumBytes: unpackedCount - 1) == "too_large")
}

@Test func `errors in a gzipped file have their line`() throws {
  let error = #expect(throws: IngestError.self) { try read(try gzip(rows + "x,1\n")) }

  #expect(error?.reason == "not_a_time")
  #expect(error?.description.contains("x.csv.gz: line 4: ") == true)
}

@Test(arguments: [1, 3, 100])
func `pieces of any size unpack to the same bytes`(pieceLength: Int) throws {
  let text = (0..<2_000).map { "\($0 * 7),\($0)\n" }.joined()
  let packed = Array(try gzip(text))
  var inflater = GzipInflater()
  var unpacked: [UInt8] = []

  for start in stride(from: 0, to: packed.count, by: pieceLength) {
    var range = start..<min(start + pieceLength, packed.count)
    var room = [UInt8](repeating: 0, count: 50)
    var count = room.count
    while count == room.count {
      count = try inflater.inflate(packed, &range, into: &room, from: 0)
      unpacked += room[..<count]
    }
  }
  try inflater.finish()

  #expect(String(decoding: unpacked, as: UTF8.self) == text)
}
