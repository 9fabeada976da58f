/// Reads JSON of a known shape from one line, value by value.
struct JSONCursor {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// True, and behind it, where the next byte is `byte`; blanks do not count.
  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: Unicode.Scalar) throws(ProtocolError) {
    guard take(byte) else { throw malformed("'\(byte)'") }
  }

  mutating func expectEnd() throws(ProtocolError) {
    skipBlanks()
    guard position == bytes.endIndex else { throw malformed("the end of the line") }
  }

  mutating func integer<Number: FixedWidthInteger>() throws(ProtocolError) -> Number {
    let start = startOfWord()
    let isNegative = position < bytes.endIndex && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var number: Number = 0
    var digits = 0
    while position < bytes.endIndex, case let digit = bytes[position] &- 0x30, digit < 10 {
      let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflows) =
        isNegative
        ? product.subtractingReportingOverflow(Number(digit))
        : product.addingReportingOverflow(Number(digit))
      guard !isTooLarge, !overflows else { throw malformed("a smaller number", at: start) }
      number = sum
      position += 1
      digits += 1
    }
    guard digits > 0 else { throw malformed("an integer", at: start) }
    return number
  }

  /// Nil for `null`.
  mutating func number() throws(ProtocolError) -> Double? {
    let start = startOfWord()
    while position < bytes.endIndex, Self.isPartOfWord(bytes[position]) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    if word == "null" { return nil }
    guard let number = Double(word), number.isFinite else { throw malformed("a number", at: start) }
    return number
  }

  mutating func string() throws(ProtocolError) -> String {
    try expect("\"")
    let start = position
    while position < bytes.endIndex {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        position += 1
        return text
      case UInt8(ascii: "\\"): return try stringWithEscapes(from: start)
      default: position += 1
      }
    }
    throw malformed("the end of a text", at: start)
  }

  private mutating func stringWithEscapes(from start: Int) throws(ProtocolError) -> String {
    var units = Array(String(decoding: bytes[start..<position], as: UTF8.self).utf16)
    var plain = position
    func flush(to end: Int) {
      units += String(decoding: bytes[plain..<end], as: UTF8.self).utf16
    }
    while position < bytes.endIndex {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        flush(to: position)
        position += 1
        return String(decoding: units, as: UTF16.self)
      case UInt8(ascii: "\\"):
        flush(to: position)
        position += 1
        units.append(try escapedUnit())
        plain = position
      default: position += 1
      }
    }
    throw malformed("the end of a text", at: start)
  }

  private mutating func escapedUnit() throws(ProtocolError) -> UInt16 {
    guard position < bytes.endIndex else { throw malformed("an escape") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
    case UInt8(ascii: "u"):
      let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
      guard digits.utf8.count == 4, let unit = UInt16(digits, radix: 16) else {
        throw malformed("four hexadecimal digits")
      }
      position += 4
      return unit
    default: throw malformed("an escape")
    }
  }

  private mutating func startOfWord() -> Int {
    skipBlanks()
    return position
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func skipBlanks() {
    while position < bytes.endIndex, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position += 1
    }
  }

  func malformed(_ expected: String, at place: Int? = nil) -> ProtocolError {
    .malformed(
      column: (place ?? position) - bytes.startIndex + 1, expected: expected, line: Array(bytes))
  }
}
