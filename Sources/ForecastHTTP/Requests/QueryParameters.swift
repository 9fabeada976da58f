/// The parameters behind a path's question mark, each known and given once.
struct QueryParameters {
  private let texts: [(name: String, text: String)]

  /// - Parameters:
  ///   - query: As it came; nil where there is none.
  ///   - known: The names that there may be.
  /// - Throws: `Problem` of the first parameter that is not known, malformed or there twice.
  init(_ query: String?, known: [String]) throws(Problem) {
    var texts: [(name: String, text: String)] = []
    for pair in (query ?? "").utf8.split(separator: UInt8(ascii: "&")) {
      let (name, text) = try Self.decoded(Substring(pair))
      guard known.contains(name) else {
        let list = known.joined(separator: ", ")
        throw .badParameter(name, value: text, expected: "it is not known; known are \(list)")
      }
      guard !texts.contains(where: { $0.name == name }) else {
        throw .badParameter(name, value: text, expected: "it is given more than once")
      }
      texts.append((name, text))
    }
    self.texts = texts
  }

  private static func decoded(
    _ pair: Substring
  ) throws(Problem) -> (name: String, text: String) {
    let end = pair.utf8.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
    let (written, rest) = (pair[..<end], pair[end...].dropFirst())
    guard let name = written.percentDecoded(plusIsBlank: true),
      let text = rest.percentDecoded(plusIsBlank: true)
    else {
      throw .badParameter(
        String(written), value: String(pair), expected: "it is not percent-encoded UTF-8")
    }
    return (name, text)
  }

  /// The text of a parameter; nil where it is not given.
  subscript(name: String) -> String? { texts.first { $0.name == name }?.text }

  /// The value of a parameter; nil where it is not given.
  ///
  /// - Parameters:
  ///   - name: Of the parameter.
  ///   - expected: What to say where `read` gives nil.
  ///   - read: Makes the value of the text.
  /// - Returns: What `read` gave.
  /// - Throws: `Problem` where it gave nothing.
  func value<Value>(
    _ name: String, expected: String, _ read: (String) -> Value?
  ) throws(Problem) -> Value? {
    guard let text = self[name] else { return nil }
    guard let value = read(text) else {
      throw .badParameter(name, value: text, expected: expected)
    }
    return value
  }
}
