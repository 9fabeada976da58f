import JSONCoding

/// Reports as JSON: keys in snake case, sorted, on one line.
enum JSONText {
  static func of(_ value: some Encodable) throws -> String {
    String(decoding: try JSONTextEncoder(names: .snakeCase).encode(value), as: UTF8.self)
  }
}
