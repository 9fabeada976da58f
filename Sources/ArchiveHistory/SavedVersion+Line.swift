import Customers
import FileSystem

// One line a version, for people and `grep` too:
//   customer offset length digest version modified check
//   customer - check
// The check is of all before it, so that a line cut short or half on the disk is none.
extension SavedVersion {
  /// With its newline.
  func appendLine(to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: customer.text.utf8)
    if let content {
      for field in [
        String(content.offset), String(content.length), content.digest.hexadecimal,
        content.version, String(content.modifiedNanoseconds),
      ] {
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: field.utf8)
      }
    } else {
      bytes.append(contentsOf: " -".utf8)
    }
    let check = Self.check(of: bytes[start...])
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: check.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Reads a line without its newline; nil where it is none.
  init?(line: ArraySlice<UInt8>) {
    guard let last = line.lastIndex(of: UInt8(ascii: " ")),
      line[(last + 1)...].elementsEqual(Self.check(of: line[..<last]).utf8)
    else { return nil }
    let fields = line[..<last].split(separator: UInt8(ascii: " "))
      .map { String(decoding: $0, as: UTF8.self) }
    guard let name = fields.first, let customer = try? CustomerID(name) else { return nil }
    if fields.count == 2, fields[1] == "-" {
      self.init(customer: customer, content: nil)
      return
    }
    guard fields.count == 6, let offset = Int64(fields[1]), let length = Int(fields[2]),
      let digest = ContentDigest(hexadecimal: fields[3]), let modified = Int64(fields[5]),
      offset >= 0, length >= 0
    else { return nil }
    self.init(
      customer: customer,
      content: SavedContent(
        offset: offset, length: length, digest: digest, version: fields[4],
        modifiedNanoseconds: modified))
  }

  private static func check(of line: ArraySlice<UInt8>) -> String {
    let digest = line.withUnsafeBytes { ContentDigest(of: $0) }
    return String(digest.hexadecimal.suffix(8))
  }
}
