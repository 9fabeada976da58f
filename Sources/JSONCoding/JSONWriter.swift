/// Writes JSON (RFC 8259) into bytes, one value after another, commas by itself.
///
/// Whoever writes sees to it that every object and array is ended and every member has a value.
public struct JSONWriter: Sendable {
  private var output = JSONBytes()
  private var needsComma = false
  /// The first number that was none, and where `null` stands for it.
  private var notFinite: (number: Double, offset: Int)?

  public init(reservingBytes capacity: Int = 256) {
    output.bytes.reserveCapacity(capacity)
  }

  /// UTF-8.
  public var bytes: [UInt8] { output.bytes }

  /// As `bytes`, of a whole document in which no number is replaced by `null`.
  ///
  /// - Throws: `notEncodable` with the place of the first number that is not finite.
  public func finiteBytes() throws(JSONCodingError) -> [UInt8] {
    guard let notFinite else { return bytes }
    let document = try JSONDocument(bytes)
    let node = document.nodes.firstIndex { $0.kind == .null && $0.start == notFinite.offset }
    throw .notEncodable("\(document.place(of: node ?? 0)) is \(notFinite.number)")
  }

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

  /// The name, which needs no escapes, of the member whose value comes next.
  public mutating func member(_ name: StaticString) {
    beginValue()
    output.append(ascii: "\"")
    output.append(constant: name)
    output.append(ascii: "\"")
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
    guard let number else {
      null()
      return
    }
    self.number(number)
  }

  /// A number in the fewest digits that read back equal; `null` where it is not finite.
  public mutating func number(_ number: Double) {
    beginValue()
    guard number.isFinite else {
      if notFinite == nil { notFinite = (number, output.bytes.count) }
      output.append(constant: "null")
      return
    }
    output.append(number)
  }

  public mutating func null() {
    beginValue()
    output.append(constant: "null")
  }

  /// A value that is JSON already.
  public mutating func json(_ text: [UInt8]) {
    beginValue()
    output.bytes.append(contentsOf: text)
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
