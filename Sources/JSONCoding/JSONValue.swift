/// Any JSON value, for texts whose shape is not known before they are read.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// Each name once.
  case object([String: JSONValue])

  /// Reads a whole text.
  ///
  /// - Parameters:
  ///   - text: UTF-8, at most 32 levels deep.
  ///   - mostValues: All that stand anywhere in it, names as well; a text of two bytes a value takes
  ///     fifty times its size.
  /// - Throws: `JSONCodingError.malformed`, also where an object has a name twice, a number is too
  ///   large for a double, or there are too many values.
  public init(reading text: [UInt8], mostValues: Int = .max) throws(JSONCodingError) {
    try self.init(try JSONDocument(text, mostValues: mostValues), node: 0)
  }

  private init(_ document: JSONDocument, node: Int) throws(JSONCodingError) {
    switch document.nodes[node].kind {
    case .null: self = .null
    case .true: self = .boolean(true)
    case .false: self = .boolean(false)
    case .number: self = .number(try Self.known(document.number(node), "number", document, node))
    case .string, .escapedString:
      self = .string(try Self.known(document.string(node), "text in UTF-8", document, node))
    case .array:
      var values: [JSONValue] = []
      for child in document.children(of: node) {
        values.append(try JSONValue(document, node: child))
      }
      self = .array(values)
    case .object: self = .object(try Self.members(of: node, document))
    }
  }

  private static func members(
    of node: Int, _ document: JSONDocument
  ) throws(JSONCodingError) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    var children = document.children(of: node)
    while let key = children.next(), let child = children.next() {
      let name = try known(document.string(key), "name in UTF-8", document, node)
      guard members.updateValue(try JSONValue(document, node: child), forKey: name) == nil else {
        throw .malformed("\(document.place(of: node)): the name '\(name)' is there twice")
      }
    }
    return members
  }

  private static func known<Value>(
    _ value: Value?, _ expected: String, _ document: JSONDocument, _ node: Int
  ) throws(JSONCodingError) -> Value {
    guard let value else {
      throw .malformed("\(document.place(of: node)): expected a \(expected)")
    }
    return value
  }
}
