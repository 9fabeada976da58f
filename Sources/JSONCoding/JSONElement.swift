/// One value of a parsed JSON text, read by whoever knows what it should be.
///
/// Every fault names the place of its value, such as `scales.[0].trend`.
public struct JSONElement: Sendable {
  let document: JSONDocument
  let node: Int

  init(_ document: JSONDocument, node: Int) {
    self.document = document
    self.node = node
  }

  /// The value of a whole text.
  ///
  /// - Parameter text: UTF-8, at most 16 MiB, at most 32 levels deep.
  /// - Throws: Where the text is no JSON.
  public init(reading text: [UInt8]) throws(JSONCodingError) {
    self.init(try JSONDocument(text), node: 0)
  }

  public func number() throws(JSONCodingError) -> Double {
    guard let number = document.number(node) else { throw mismatch("a number") }
    return number
  }

  public func integer<Integer: FixedWidthInteger>() throws(JSONCodingError) -> Integer {
    guard let number: Integer = document.integer(node) else { throw mismatch("a whole number") }
    return number
  }

  public func boolean() throws(JSONCodingError) -> Bool {
    switch document.nodes[node].kind {
    case .true: return true
    case .false: return false
    default: throw mismatch("true or false")
    }
  }

  public func string() throws(JSONCodingError) -> String {
    guard let text = document.string(node) else { throw mismatch("a string") }
    return text
  }

  /// The values of an array.
  public func elements() throws(JSONCodingError) -> [JSONElement] {
    guard isArray else { throw mismatch("an array") }
    return document.children(of: node).map { JSONElement(document, node: $0) }
  }

  /// The numbers of an array that holds nothing else.
  public func numbers() throws(JSONCodingError) -> [Double] {
    if let numbers = document.numbers(node) { return numbers }
    // Which of them is none.
    return try elements().map { element throws(JSONCodingError) in try element.number() }
  }

  /// The value as a type that reads itself.
  ///
  /// - Throws: `JSONCodingError.malformed`, or whatever the type's own `init(from:)` throws.
  public func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONNodeDecoder(document: document, node: node).decode(type)
  }

  public var isArray: Bool { document.nodes[node].kind == .array }

  public var isNull: Bool { document.nodes[node].kind == .null }

  /// What is wrong with the value.
  ///
  /// - Parameter sentence: Of the value, whose place is put before it.
  /// - Returns: An error to be thrown.
  public func fault(_ sentence: String) -> JSONCodingError {
    .malformed("\(document.place(of: node)): \(sentence)")
  }

  func mismatch(_ expected: String) -> JSONCodingError { fault("expected \(expected)") }
}
