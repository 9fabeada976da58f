/// Reads JSON of a known shape value by value, straight from the bytes of a text.
///
/// `JSONWriter`'s other half: no tree, no keys looked up. Whoever reads sees to it that the whole
/// text is read.
public struct JSONReader: Sendable {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  public init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// True, and behind it, where the next byte is `byte`; blanks do not count.
  public mutating func take(_ byte: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// Goes behind `byte`, which must be next.
  public mutating func expect(_ byte: Unicode.Scalar) throws(JSONCodingError) {
    guard take(byte) else { throw fault("'\(byte)'") }
  }

  /// Makes sure that only blanks are left.
  public mutating func expectEnd() throws(JSONCodingError) {
    skipBlanks()
    guard position == bytes.endIndex else { throw fault("the end") }
  }

  /// An array; `value` reads one of its values.
  public mutating func array(
    _ value: (inout JSONReader) throws(JSONCodingError) -> Void
  ) throws(JSONCodingError) {
    try expect("[")
    guard !take("]") else { return }
    repeat { try value(&self) } while take(",")
    try expect("]")
  }

  public mutating func integer() throws(JSONCodingError) -> Int { try wholeNumber() }

  public mutating func unsigned() throws(JSONCodingError) -> UInt64 { try wholeNumber() }

  public mutating func boolean() throws(JSONCodingError) -> Bool {
    let start = startOfWord()
    switch word() {
    case "true": return true
    case "false": return false
    default: throw fault("true or false", at: start)
    }
  }

  /// Nil for `null`.
  public mutating func number() throws(JSONCodingError) -> Double? {
    let start = startOfWord()
    let word = word()
    if word == "null" { return nil }
    guard let number = Double(word), number.isFinite else { throw fault("a number", at: start) }
    return number
  }

  public mutating func string() throws(JSONCodingError) -> String {
    try expect("\"")
    let start = position
    var hasEscapes = false
    while position < bytes.endIndex {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = bytes[start..<position]
        position += 1
        guard hasEscapes else { return String(decoding: text, as: UTF8.self) }
        guard let meant = String(unescapingJSON: text) else { throw fault("escapes", at: start) }
        return meant
      case UInt8(ascii: "\\"):
        hasEscapes = true
        position += 2
      default: position += 1
      }
    }
    throw fault("the end of a text", at: start)
  }

  /// What is wrong at the place reached.
  ///
  /// - Parameter expected: The end of a sentence that begins with 'expected'.
  /// - Returns: An error that counts its column in bytes from 1.
  public func fault(_ expected: String) -> JSONCodingError { fault(expected, at: position) }

  private func fault(_ expected: String, at place: Int) -> JSONCodingError {
    .malformed("column \(min(place, bytes.endIndex) - bytes.startIndex + 1): expected \(expected)")
  }

  private mutating func wholeNumber<Number: FixedWidthInteger>() throws(JSONCodingError) -> Number {
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
      guard !isTooLarge, !overflows else { throw fault("a smaller number", at: start) }
      number = sum
      position += 1
      digits += 1
    }
    guard digits > 0 else { throw fault("a whole number", at: start) }
    return number
  }

  private mutating func startOfWord() -> Int {
    skipBlanks()
    return position
  }

  private mutating func word() -> String {
    let start = position
    while position < bytes.endIndex, Self.isPartOfWord(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
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
}
