/// Lays out a tar in the ustar format: regular files without owner or time.
///
/// Layout: POSIX.1-2017, `pax`, "ustar Interchange Format".
struct TarWriter {
  private(set) var bytes: [UInt8] = []

  static let blockBytes = 512
  /// Where a header has the size: eleven octal digits.
  static let sizeField = 124

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Appends one regular file, whose name has at most 100 bytes.
  mutating func append(_ content: some Collection<UInt8>, as name: String) {
    precondition(name.utf8.count <= 100, "a tar's name field has 100 bytes")
    appendHeader(name: name, sizeBytes: content.count)
    bytes.append(contentsOf: content)
    pad(to: Self.padded(bytes.count))
  }

  /// So many bytes, filled up to whole blocks.
  static func padded(_ count: Int) -> Int { (count + blockBytes - 1) / blockBytes * blockBytes }

  /// Appends the two empty blocks that end a tar.
  mutating func finish() {
    pad(to: bytes.count + 2 * Self.blockBytes)
  }

  /// The block before a file of this name and size.
  static func header(name: String, sizeBytes: Int) -> [UInt8] {
    var header = TarWriter()
    header.appendHeader(name: name, sizeBytes: sizeBytes)
    return header.bytes
  }

  private mutating func appendHeader(name: String, sizeBytes: Int) {
    let start = bytes.count
    let (name, size) = (Array(name.utf8), octal(sizeBytes, digits: 11))
    let sum = (name + size).reduce(Self.emptyHeaderSum) { $0 + Int($1) }
    bytes.append(contentsOf: Self.emptyHeader)
    put(name, at: start)
    put(size, at: start + Self.sizeField)
    put(octal(sum, digits: 6) + [0], at: start + 148)
  }

  /// Without a name and a size, and without the checksum, which counts itself as blanks.
  private static let emptyHeader: [UInt8] = {
    var header = TarWriter()
    header.pad(to: blockBytes)
    header.put("0000644".utf8, at: 100)
    header.put("0000000".utf8, at: 108)
    header.put("0000000".utf8, at: 116)
    header.put("00000000000".utf8, at: 136)
    header.put("        0".utf8, at: 148)
    header.put("ustar\u{0}00".utf8, at: 257)
    return header.bytes
  }()

  private static let emptyHeaderSum = emptyHeader.reduce(0) { $0 + Int($1) }

  private mutating func pad(to count: Int) {
    bytes.append(contentsOf: repeatElement(0, count: count - bytes.count))
  }

  private mutating func put(_ text: some Sequence<UInt8>, at offset: Int) {
    var place = offset
    for byte in text {
      bytes[place] = byte
      place += 1
    }
  }

  private func octal(_ number: Int, digits: Int) -> [UInt8] {
    precondition(number < 1 << (3 * digits), "\(number) has more than \(digits) octal digits")
    return (1...digits).map { UInt8(ascii: "0") + UInt8(number >> (3 * (digits - $0)) & 7) }
  }
}
