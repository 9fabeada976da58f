/// Writes JSON (RFC 8259) into bytes, one value after another, commas by itself.
///
/// Whoever writes sees to it that every object and array is ended and every member has a value.
public struct JSONWriter: Sendable {
  /// UTF-8.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init(reservingBytes capacity: Int = 256) {
    bytes.reserveCapacity(capacity)
  }

  public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    try enclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
  }

  public mutating func array(_ values: (inout JSONWriter) throws -> Void) rethrows {
    try enclosed(UInt8(ascii: "["), UInt8(ascii: "]"), values)
  }

  /// The name of the member whose value comes next.
  public mutating func name(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A string; control characters, quotes and backslashes are escaped.
  public mutating func string(_ text: String) {
    beginValue()
    bytes.append(jsonString: text)
  }

  /// A string whose text `append` writes, which must need no escapes.
  public mutating func plainString(_ append: (inout [UInt8]) -> Void) {
    beginValue()
    bytes.append(UInt8(ascii: "\""))
    append(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A number in the fewest digits that read back equal; `null` where it is not finite.
  public mutating func number(_ number: Double?) {
    beginValue()
    let text = number.flatMap { $0.isFinite ? $0.description : nil }
    bytes.append(contentsOf: (text ?? "null").utf8)
  }

  public mutating func integer(_ number: Int) {
    beginValue()
    bytes.append(contentsOf: number.description.utf8)
  }

  public mutating func integer(_ number: UInt64) {
    beginValue()
    bytes.append(contentsOf: number.description.utf8)
  }

  public mutating func boolean(_ value: Bool) {
    beginValue()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  public mutating func numbers(_ values: [Double]) {
    array { writer in
      for value in values { writer.number(value) }
    }
  }

  /// Ends the document's line.
  public mutating func lineFeed() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func beginValue() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func enclosed(
    _ opening: UInt8, _ closing: UInt8, _ content: (inout JSONWriter) throws -> Void
  ) rethrows {
    beginValue()
    bytes.append(opening)
    needsComma = false
    try content(&self)
    bytes.append(closing)
    needsComma = true
  }
}
