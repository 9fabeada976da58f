/// The parameters behind a path's question mark, each known and given once.
struct QueryParameters {
  private let texts: [String: String]

  /// - Parameters:
  ///   - query: As it came; nil where there is none.
  ///   - known: The names that there may be.
  /// - Throws: `Problem` of the first parameter that is not known, malformed or there twice.
  init(_ query: String?, known: [String]) throws(Problem) {
    var texts: [String: String] = [:]
    for pair in (query ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let text = parts.count == 2 ? parts[1].percentDecoded(plusIsBlank: true) : ""
      guard let name = parts[0].percentDecoded(plusIsBlank: true), let text else {
        throw .badParameter(
          String(parts[0]), value: String(pair), expected: "it is not percent-encoded UTF-8")
      }
      guard known.contains(name) else {
        let list = known.joined(separator: ", ")
        throw .badParameter(name, value: text, expected: "it is not known; known are \(list)")
      }
      guard texts.updateValue(text, forKey: name) == nil else {
        throw .badParameter(name, value: text, expected: "it is given more than once")
      }
    }
    self.texts = texts
  }

  /// The text of a parameter; nil where it is not given.
  subscript(name: String) -> String? { texts[name] }

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
    guard let text = texts[name] else { return nil }
    guard let value = read(text) else {
      throw .badParameter(name, value: text, expected: expected)
    }
    return value
  }
}
