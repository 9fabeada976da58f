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
    bytes.append(contentsOf: Self.emptyHeader)
    var sum = Self.emptyHeaderSum
    sum += put(name.utf8, at: start)
    sum += put(octal: sizeBytes, digits: 11, at: start + Self.sizeField)
    put(octal: sum, digits: 6, at: start + 148)
    bytes[start + 154] = 0
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

  /// Returns the sum of the bytes, for the checksum.
  @discardableResult
  private mutating func put(_ text: some Sequence<UInt8>, at offset: Int) -> Int {
    var sum = 0
    var place = offset
    for byte in text {
      bytes[place] = byte
      sum += Int(byte)
      place += 1
    }
    return sum
  }

  /// Returns the sum of the digits' bytes, for the checksum.
  @discardableResult
  private mutating func put(octal number: Int, digits: Int, at offset: Int) -> Int {
    precondition(number < 1 << (3 * digits), "\(number) has more than \(digits) octal digits")
    var sum = 0
    var rest = number
    for place in (offset..<offset + digits).reversed() {
      bytes[place] = UInt8(ascii: "0") + UInt8(rest & 7)
      sum += Int(bytes[place])
      rest >>= 3
    }
    return sum
  }
}
