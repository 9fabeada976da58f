import Customers
import FileSystem
import Forecasting
import Foundation
import TestArtifacts

@testable import ModelArtifacts

/// One entry of a hand-made tar, of any type and name.
struct TarEntry {
  var name: String
  var content: [UInt8] = []
  /// `0` regular, `1` hard link, `2` symbolic link, `3` character device, `5` folder.
  var type: Character = "0"

  static func regular(_ name: String, _ text: String) -> TarEntry {
    TarEntry(name: name, content: Array(text.utf8))
  }
}

/// A gzipped tar of `entries`, which may be anything that a stranger could send.
func archive(_ entries: [TarEntry]) -> [UInt8] {
  gzipped(tar(entries))
}

func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  GzipCompressor().compress(bytes)
}

func tar(_ entries: [TarEntry]) -> [UInt8] {
  var bytes: [UInt8] = []
  for entry in entries {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, _ offset: Int) {
      header.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
    }
    put(entry.name, 0)
    put("0000644", 100)
    put(String(format: "%011o", entry.content.count), 124)
    put("        \(entry.type)", 148)
    if entry.type == "1" || entry.type == "2" { put("/etc/passwd", 157) }
    put("ustar\u{0}00", 257)
    put(String(format: "%06o\u{0}", header.reduce(0) { $0 + Int($1) }), 148)
    bytes += header + entry.content
    bytes += [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
  }
  return bytes + [UInt8](repeating: 0, count: 1024)
}

let manifestText = """
  {"accuracy":{"coverage80":0.75,"mase":0.5,"smape":3.25},"customer":"8",\
  "first_time":1640995200,"format_version":1,"interval":"P1D","last_time":1671840000,"rows":358,\
  "source_digest":"00000000000000010000000000000002",\
  "specification_digest":"ffffffffffffffff000000000000000a"}
  """

/// The entries that a good archive of `sampleArtifact` has, to be spoilt one by one.
func goodEntries() throws -> [TarEntry] {
  let bytes = try gunzip(try encoded(try sampleArtifact()))
  return try TarReader.reading(bytes) { reader throws(PackingFault) in
    var entries: [TarEntry] = []
    while let entry = try reader.next() {
      entries.append(TarEntry(name: entry.name, content: try reader.bytes(of: entry)))
    }
    return entries
  }
}
