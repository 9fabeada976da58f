extension String {
  /// What the inside of a JSON string with escapes means (RFC 8259, section 7); nil where it is
  /// no UTF-8, or an escape is none.
  init?(unescapingJSON text: ArraySlice<UInt8>) {
    guard let plain = String(validating: text, as: UTF8.self) else { return nil }
    var units: [UInt16] = []
    var rest = plain.utf16.makeIterator()
    while let unit = rest.next() {
      guard unit == UInt16(UInt8(ascii: "\\")) else {
        units.append(unit)
        continue
      }
      guard let escaped = rest.next(), let meant = Self.meaning(escaped, &rest) else { return nil }
      units.append(meant)
    }
    self.init(validating: units, as: UTF16.self)
  }

  private static func meaning(
    _ escaped: UInt16, _ rest: inout String.UTF16View.Iterator
  ) -> UInt16? {
    switch Unicode.Scalar(escaped) {
    case "\"", "\\", "/": return escaped
    case "b": return 0x08
    case "f": return 0x0C
    case "n": return 0x0A
    case "r": return 0x0D
    case "t": return 0x09
    case "u":
      let digits = (0..<4).compactMap { _ in rest.next().flatMap(Unicode.Scalar.init) }
      guard digits.count == 4, digits.allSatisfy(\.properties.isASCIIHexDigit) else { return nil }
      return UInt16(String(String.UnicodeScalarView(digits)), radix: 16)
    default: return nil
    }
  }
}
