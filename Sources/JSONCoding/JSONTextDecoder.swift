/// Reads any `Decodable` from a JSON text, at half of `JSONDecoder`'s cost.
public struct JSONTextDecoder: Sendable {
  public init() {}

  /// The value that a whole text says.
  ///
  /// - Parameters:
  ///   - type: What to read.
  ///   - text: UTF-8, at most 2 GiB, at most 32 levels deep.
  /// - Returns: The value; of members with one name the first counts.
  /// - Throws: `JSONCodingError.malformed`, or whatever the type's own `init(from:)` throws.
  public func decode<Value: Decodable>(_ type: Value.Type, from text: [UInt8]) throws -> Value {
    try JSONNodeDecoder(document: try JSONDocument(text), node: 0).decode(type)
  }
}

/// What a `Decodable` reads itself from: one value of a parsed text.
struct JSONNodeDecoder: Decoder {
  let document: JSONDocument
  let node: Int

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if type == [Double].self, let numbers = document.numbers(node) as? Value { return numbers }
    do {
      return try type.init(from: self)
    } catch DecodingError.dataCorrupted(let context) {
      // What a type says of its own content does not know where that stands.
      throw JSONCodingError.malformed("\(document.place(of: node)): \(context.debugDescription)")
    }
  }

  fileprivate func number() throws -> Double {
    guard let number = document.number(node) else { throw fault("a number") }
    return number
  }

  fileprivate func integer<Integer: FixedWidthInteger>() throws -> Integer {
    guard let number: Integer = document.integer(node) else { throw fault("a whole number") }
    return number
  }

  fileprivate func string() throws -> String {
    guard let text = document.string(node) else { throw fault("a string") }
    return text
  }

  fileprivate func at(_ node: Int) -> JSONNodeDecoder {
    JSONNodeDecoder(document: document, node: node)
  }

  /// Faults name the place by the document.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard document.nodes[node].kind == .object else { throw fault("an object") }
    return KeyedDecodingContainer(Members(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard document.nodes[node].kind == .array else { throw fault("an array") }
    return Elements(decoder: self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    Value(decoder: self)
  }

  fileprivate func fault(_ expected: String) -> JSONCodingError {
    .malformed("\(document.place(of: node)): expected \(expected)")
  }
}

// The generic `decode` of each container stands for the protocol's fourteen of single types.

extension JSONNodeDecoder {
  private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: JSONNodeDecoder

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] {
      var children = decoder.document.children(of: decoder.node)
      var keys: [Key] = []
      while let name = children.next(), children.next() != nil {
        if let key = decoder.document.string(name).flatMap(Key.init(stringValue:)) {
          keys.append(key)
        }
      }
      return keys
    }

    private func member(_ key: Key) throws -> JSONNodeDecoder {
      let member = decoder.document.member(key.stringValue, of: decoder.node)
      guard let member else {
        let place = decoder.node == 0 ? "" : decoder.document.place(of: decoder.node) + "."
        throw JSONCodingError.malformed("\(place)\(key.stringValue) is missing")
      }
      return decoder.at(member)
    }

    func contains(_ key: Key) -> Bool {
      decoder.document.member(key.stringValue, of: decoder.node) != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool {
      let member = try member(key)
      return member.document.nodes[member.node].kind == .null
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      try member(key).decode(type)
    }

    // The most frequent members, without the detour through `Double.init(from:)` and its like.

    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
      try member(key).number()
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
      try member(key).integer()
    }

    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
      try member(key).integer()
    }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
      try member(key).string()
    }

    func nestedContainer<NestedKey: CodingKey>(
      keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
      try member(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try member(key).unkeyedContainer()
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }

    func superDecoder() throws -> any Decoder {
      let member = decoder.document.member("super", of: decoder.node)
      return decoder.at(member ?? decoder.node)
    }
  }

  private struct Elements: UnkeyedDecodingContainer {
    private let decoder: JSONNodeDecoder
    private let elements: [Int]
    private(set) var currentIndex = 0

    init(decoder: JSONNodeDecoder) {
      self.decoder = decoder
      elements = Array(decoder.document.children(of: decoder.node))
    }

    var codingPath: [any CodingKey] { [] }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    private mutating func next() throws -> JSONNodeDecoder {
      guard !isAtEnd else { throw decoder.fault("more than \(elements.count) elements") }
      defer { currentIndex += 1 }
      return decoder.at(elements[currentIndex])
    }

    mutating func decodeNil() throws -> Bool {
      guard !isAtEnd, decoder.document.nodes[elements[currentIndex]].kind == .null else {
        return false
      }
      currentIndex += 1
      return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try next().decode(type)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
      keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
      try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
      try next().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { try next() }
  }

  private struct Value: SingleValueDecodingContainer {
    let decoder: JSONNodeDecoder

    var codingPath: [any CodingKey] { [] }
    private var kind: JSONDocument.Kind { decoder.document.nodes[decoder.node].kind }

    func decodeNil() -> Bool { kind == .null }

    func decode(_ type: Bool.Type) throws -> Bool {
      switch kind {
      case .true: true
      case .false: false
      default: throw decoder.fault("true or false")
      }
    }

    func decode(_ type: String.Type) throws -> String { try decoder.string() }

    func decode(_ type: Double.Type) throws -> Double { try decoder.number() }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }

    func decode<Integer: FixedWidthInteger & Decodable>(_ type: Integer.Type) throws -> Integer {
      try decoder.integer()
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try decoder.decode(type)
    }
  }
}
