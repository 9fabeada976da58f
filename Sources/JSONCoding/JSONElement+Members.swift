extension JSONElement {
  /// The member `name` of an object; of several the first.
  public func member(_ name: String) throws(JSONCodingError) -> JSONElement {
    if let member = try find(name) { return member }
    let place = node == 0 ? "" : document.place(of: node) + "."
    throw .malformed("\(place)\(name) is missing")
  }

  /// The member `name` of an object; nil where it is missing or null.
  public func memberIfPresent(_ name: String) throws(JSONCodingError) -> JSONElement? {
    guard let member = try find(name), !member.isNull else { return nil }
    return member
  }

  public func number(_ name: String) throws(JSONCodingError) -> Double {
    try member(name).number()
  }

  /// Nil where the member is missing or null.
  public func numberIfPresent(_ name: String) throws(JSONCodingError) -> Double? {
    guard let member = try memberIfPresent(name) else { return nil }
    return try member.number()
  }

  public func integer<Integer: FixedWidthInteger>(
    _ name: String
  ) throws(JSONCodingError) -> Integer {
    try member(name).integer()
  }

  public func string(_ name: String) throws(JSONCodingError) -> String {
    try member(name).string()
  }

  public func elements(_ name: String) throws(JSONCodingError) -> [JSONElement] {
    try member(name).elements()
  }

  public func numbers(_ name: String) throws(JSONCodingError) -> [Double] {
    try member(name).numbers()
  }

  /// A string that `meaning` understands.
  public func text<Value>(
    _ name: String, _ meaning: (String) -> Value?
  ) throws(JSONCodingError) -> Value {
    let member = try member(name)
    let text = try member.string()
    guard let value = meaning(text) else { throw member.fault("'\(text)' is not understood") }
    return value
  }

  private func find(_ name: String) throws(JSONCodingError) -> JSONElement? {
    guard document.nodes[node].kind == .object else { throw mismatch("an object") }
    return document.member(name, of: node).map { JSONElement(document, node: $0) }
  }
}
