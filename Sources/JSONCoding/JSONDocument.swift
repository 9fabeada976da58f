/// A parsed JSON text: its values in the order in which they stand, not yet turned into numbers or
/// strings.
///
/// A member's name is a value of its own, and its value follows it.
final class JSONDocument: Sendable {
  enum Kind: UInt8, Sendable {
    case object, array, string, escapedString, number, `true`, `false`, null
  }

  struct Node: Sendable {
    let kind: Kind
    /// Of the text inside of the quotes, brackets or by itself.
    let start: Int32
    var end: Int32
    /// The value behind this one and all inside of it.
    var next: Int32
  }

  /// With a zero byte behind the end.
  let bytes: [UInt8]
  let nodes: [Node]

  /// Parses a whole text (RFC 8259).
  ///
  /// - Parameters:
  ///   - text: Below 2 GiB; archives are capped at 16 MiB.
  ///   - mostValues: Where there are more the text is not read on, for each takes memory.
  /// - Throws: Where the text is not JSON, deeper than 32 levels, or has too many values.
  init(_ text: [UInt8], mostValues: Int = .max) throws(JSONCodingError) {
    var parser = JSONParser(text, mostValues: mostValues)
    nodes = try parser.parse()
    bytes = parser.bytes
  }

  /// The values directly inside of an object (names and values by turns) or an array.
  func children(of node: Int) -> Children {
    Children(document: self, index: node + 1, end: Int(nodes[node].next))
  }

  struct Children: Sequence, IteratorProtocol {
    let document: JSONDocument
    fileprivate(set) var index: Int
    let end: Int

    mutating func next() -> Int? {
      guard index < end else { return nil }
      defer { index = Int(document.nodes[index].next) }
      return index
    }
  }

  /// The value of the member `name`; of several the first.
  func member(_ name: String, of object: Int) -> Int? {
    let end = Int(nodes[object].next)
    var key = object + 1
    while key < end {
      // A name has nothing inside of it: its value is next.
      if isString(key, name) { return key + 1 }
      key = Int(nodes[key + 1].next)
    }
    return nil
  }

  private func isString(_ node: Int, _ text: String) -> Bool {
    guard nodes[node].kind == .string else { return string(node) == text }
    let start = Int(nodes[node].start)
    let wanted = text.utf8.span
    guard Int(nodes[node].end) - start == wanted.count else { return false }
    let bytes = bytes
    let found = bytes.span.extracting(start..<start + wanted.count)
    for index in wanted.indices where found[index] != wanted[index] { return false }
    return true
  }
}
