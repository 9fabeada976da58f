/// Lays out a tar in the ustar format: regular files without owner or time.
///
/// Layout: POSIX.1-2017, `pax`, "ustar Interchange Format".
struct TarWriter {
  private(set) var bytes: [UInt8] = []

  private static let blockBytes = 512

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Appends one regular file, whose name has at most 100 bytes.
  mutating func append(_ content: some Collection<UInt8>, as name: String) {
    precondition(name.utf8.count <= 100, "a tar's name field has 100 bytes")
    appendHeader(name: name, sizeBytes: content.count)
    bytes.append(contentsOf: content)
    pad(to: (bytes.count + Self.blockBytes - 1) / Self.blockBytes * Self.blockBytes)
  }

  /// Appends the two empty blocks that end a tar.
  mutating func finish() {
    pad(to: bytes.count + 2 * Self.blockBytes)
  }

  private mutating func appendHeader(name: String, sizeBytes: Int) {
    let start = bytes.count
    pad(to: start + Self.blockBytes)
    put(name.utf8, at: start)
    put("0000644".utf8, at: start + 100)
    put("0000000".utf8, at: start + 108)
    put("0000000".utf8, at: start + 116)
    put(octal(sizeBytes, digits: 11).utf8, at: start + 124)
    put("00000000000".utf8, at: start + 136)
    // The checksum counts its own field as blanks.
    put("        0".utf8, at: start + 148)
    put("ustar\u{0}00".utf8, at: start + 257)
    let sum = bytes[start...].reduce(0) { $0 + Int($1) }
    put("\(octal(sum, digits: 6))\u{0}".utf8, at: start + 148)
  }

  private mutating func pad(to count: Int) {
    bytes.append(contentsOf: repeatElement(0, count: count - bytes.count))
  }

  private mutating func put(_ text: some Sequence<UInt8>, at offset: Int) {
    for (index, byte) in text.enumerated() {
      bytes[offset + index] = byte
    }
  }

  private func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    precondition(text.utf8.count <= digits, "\(number) has more than \(digits) octal digits")
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }
}
