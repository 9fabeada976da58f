/// Writes JSON piece by piece into bytes; the caller sees to commas and brackets.
///
/// The messages of a worker are written a thousand times a second, for which a general encoder
/// takes longer than reading a customer's file.
struct JSONText {
  private(set) var bytes: [UInt8] = []

  mutating func append(raw text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ number: some BinaryInteger) {
    bytes.append(contentsOf: String(number).utf8)
  }

  /// JSON knows neither NaN nor infinity: they become null.
  mutating func append(_ number: Double?) {
    guard let number, number.isFinite else { return append(raw: "null") }
    bytes.append(contentsOf: number.description.utf8)
  }

  mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 { append(escaping: byte) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0..<0x20:
      let digits = String(byte, radix: 16)
      bytes.append(contentsOf: (digits.utf8.count == 1 ? "\\u000" : "\\u00").utf8)
      bytes.append(contentsOf: digits.utf8)
    default: bytes.append(byte)
    }
  }
}
