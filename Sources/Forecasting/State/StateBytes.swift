/// Versions of the binary form of `UpdateState`.
enum StateVersion {
  static let current: UInt8 = 1
}

/// Writes numbers one after the other, the lowest byte first.
struct StateByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Seven bits a byte, so that small counts take one.
  mutating func write(count: Int) {
    var rest = UInt64(count)
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ number: Int64) { write(bits: UInt64(bitPattern: number)) }

  mutating func write(_ number: Double) { write(bits: number.bitPattern) }

  mutating func write(_ numbers: [Double]) {
    write(count: numbers.count)
    for number in numbers { write(number) }
  }

  private mutating func write(bits: UInt64) {
    Swift.withUnsafeBytes(of: bits.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// Reads what `StateByteWriter` wrote.
struct StateByteReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Bytes that have not been read.
  var remaining: Int { bytes.count - place }

  mutating func readByte() throws(UpdateStateError) -> UInt8 {
    guard place < bytes.count else { throw .truncated(bytes: place) }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func readCount() throws(UpdateStateError) -> Int {
    var count: UInt64 = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      let byte = try readByte()
      count |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int(count) }
    }
    throw .unsound("count")
  }

  mutating func readInteger() throws(UpdateStateError) -> Int64 {
    Int64(bitPattern: try readBits())
  }

  mutating func readNumber(_ part: String) throws(UpdateStateError) -> Double {
    let number = Double(bitPattern: try readBits())
    guard number.isFinite else { throw .unsound(part) }
    return number
  }

  mutating func readNumbers(_ part: String) throws(UpdateStateError) -> [Double] {
    let count = try readCount()
    guard count <= remaining / 8 else { throw .truncated(bytes: bytes.count) }
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count { numbers.append(try readNumber(part)) }
    return numbers
  }

  private mutating func readBits() throws(UpdateStateError) -> UInt64 {
    guard remaining >= 8 else { throw .truncated(bytes: bytes.count) }
    var bits: UInt64 = 0
    for index in (place..<place + 8).reversed() { bits = bits << 8 | UInt64(bytes[index]) }
    place += 8
    return bits
  }
}
