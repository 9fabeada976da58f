/// UTF-8 that grows by the texts of JSON's scalars, without strings in between.
struct JSONBytes: Sendable {
  var bytes: [UInt8] = []

  /// One ASCII character.
  mutating func append(ascii character: Unicode.Scalar) {
    bytes.append(UInt8(ascii: character))
  }

  /// Text that needs no escapes.
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// As `append(_:)`, of text that is known beforehand.
  mutating func append(constant text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// A JSON string: control characters, quotes and backslashes are escaped (RFC 8259, section 7).
  mutating func append(jsonString text: String) {
    var text = text
    append(ascii: "\"")
    text.withUTF8 { utf8 in
      if utf8.contains(where: { Self.needsEscape($0) }) {
        for byte in utf8 { appendEscaped(byte) }
      } else {
        bytes.append(contentsOf: utf8)
      }
    }
    append(ascii: "\"")
  }

  /// A finite number in the fewest digits that read back equal.
  mutating func append(_ number: Double) {
    number.write(to: &self)
  }

  mutating func append(_ number: some FixedWidthInteger) {
    // Most have one digit or two: a text in between costs more than all of their digits.
    guard let small = UInt8(exactly: number), small < 100 else {
      append(number.description)
      return
    }
    if small >= 10 { bytes.append(UInt8(ascii: "0") + small / 10) }
    bytes.append(UInt8(ascii: "0") + small % 10)
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      append(ascii: "\\")
      bytes.append(byte)
    case 0..<0x20:
      append(byte < 0x10 ? "\\u000" : "\\u00")
      append(String(byte, radix: 16))
    default: bytes.append(byte)
    }
  }
}

extension JSONBytes: TextOutputStream {
  mutating func write(_ text: String) { append(text) }

  /// What the standard library calls in place of `write` where it has the digits of a number.
  ///
  /// Without it each number would become a string first: 70 ns instead of 37, and a model has 150.
  mutating func _writeASCII(_ digits: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: digits)
  }
}
