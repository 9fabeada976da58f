/// Writes JSON (RFC 8259) into bytes, one value after another, commas by itself.
///
/// Whoever writes sees to it that every object and array is ended and every member has a value.
public struct JSONWriter: Sendable {
  private var output = JSONBytes()
  private var needsComma = false

  public init(reservingBytes capacity: Int = 256) {
    output.bytes.reserveCapacity(capacity)
  }

  /// UTF-8.
  public var bytes: [UInt8] { output.bytes }

  public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    try enclosed("{", "}", members)
  }

  public mutating func array(_ values: (inout JSONWriter) throws -> Void) rethrows {
    try enclosed("[", "]", values)
  }

  /// The name of the member whose value comes next.
  public mutating func name(_ name: String) {
    string(name)
    output.append(ascii: ":")
    needsComma = false
  }

  /// A string; control characters, quotes and backslashes are escaped.
  public mutating func string(_ text: String) {
    beginValue()
    output.append(jsonString: text)
  }

  /// A string whose text `append` writes, which must need no escapes.
  public mutating func plainString(_ append: (inout [UInt8]) -> Void) {
    beginValue()
    output.append(ascii: "\"")
    append(&output.bytes)
    output.append(ascii: "\"")
  }

  /// A number in the fewest digits that read back equal; `null` where it is not finite.
  public mutating func number(_ number: Double?) {
    beginValue()
    if let number, number.isFinite { output.append(number) } else { output.append("null") }
  }

  public mutating func integer(_ number: Int) {
    beginValue()
    output.append(number)
  }

  public mutating func integer(_ number: UInt64) {
    beginValue()
    output.append(number)
  }

  public mutating func boolean(_ value: Bool) {
    beginValue()
    output.append(value ? "true" : "false")
  }

  public mutating func numbers(_ values: [Double]) {
    array { writer in
      for value in values { writer.number(value) }
    }
  }

  /// Ends the document's line.
  public mutating func lineFeed() {
    output.append(ascii: "\n")
    needsComma = false
  }

  private mutating func beginValue() {
    if needsComma { output.append(ascii: ",") }
    needsComma = true
  }

  private mutating func enclosed(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar,
    _ content: (inout JSONWriter) throws -> Void
  ) rethrows {
    beginValue()
    output.append(ascii: opening)
    needsComma = false
    try content(&self)
    output.append(ascii: closing)
    needsComma = true
  }
}
