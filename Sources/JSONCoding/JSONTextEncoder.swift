/// Writes any `Encodable` as JSON: members sorted by name, numbers in the fewest digits that read back
/// equal.
///
/// A third of `JSONEncoder`'s cost, half of which is its tree of boxed values. Keeps its buffer from
/// value to value. What is written thousands of times a second goes by `JSONWriter`.
public final class JSONTextEncoder {
  /// How members are named.
  public enum Names: Sendable {
    case asTheyAre
    /// `newestTime` becomes `newest_time`; the keys of dictionaries too.
    case snakeCase
  }

  // Only this encoder's values write to it, one at a time: to check that took 8% of all instructions.
  @exclusivity(unchecked) fileprivate var text = JSONText()
  private let names: Names

  public init(names: Names = .asTheyAre) { self.names = names }

  fileprivate func name(of key: some CodingKey) -> String {
    switch names {
    case .asTheyAre: key.stringValue
    case .snakeCase: Self.snakeCase(key.stringValue)
    }
  }

  private static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { snake, character in
      if character.isUppercase, !snake.isEmpty { snake += "_" }
      snake += character.lowercased()
    }
  }

  /// The JSON text of one value, without blanks.
  ///
  /// - Parameter value: Its numbers must be finite.
  /// - Returns: UTF-8; equal values give equal bytes.
  /// - Throws: `notEncodable` where a number is not finite.
  public func encode(_ value: some Encodable) throws(JSONCodingError) -> [UInt8] {
    text.removeAll()
    do {
      try JSONValueEncoder(output: self).encode(value)
    } catch let error as JSONCodingError {
      throw error
    } catch {
      throw .notEncodable("\(error)")
    }
    return text.bytes
  }
}

/// What an `Encodable` writes itself to.
private struct JSONValueEncoder: Encoder {
  let output: JSONTextEncoder

  /// Writes one value; what it opens is closed behind it.
  fileprivate func encode<Value: Encodable>(_ value: Value) throws {
    let depth = output.text.depth
    // What there is most of, without a container that asks for each element.
    if Value.self == [Double].self, let numbers = value as? [Double] {
      try output.text.append(numbers)
    } else if Value.self == [Int].self, let numbers = value as? [Int] {
      output.text.append(numbers)
    } else {
      try value.encode(to: self)
    }
    output.text.close(to: depth)
  }

  /// Errors name the place by what is open in the output.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    output.text.open(object: true)
    return KeyedEncodingContainer(Members(encoder: self, depth: output.text.depth))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    output.text.open(object: false)
    return Elements(encoder: self, depth: output.text.depth)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    Value(encoder: self)
  }
}

// The generic `encode` of each container stands for the protocol's fourteen of single types.

extension JSONValueEncoder {
  private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: JSONValueEncoder
    let depth: Int

    var codingPath: [any CodingKey] { [] }

    private func begin(_ key: Key) {
      encoder.output.text.beginValue(encoder.output.name(of: key), depth: depth)
    }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      begin(key)
      try encoder.encode(value)
    }

    // The most frequent members, without the detour through the value's own `encode(to:)`.

    mutating func encode(_ value: Double, forKey key: Key) throws {
      begin(key)
      try encoder.output.text.append(value)
    }

    mutating func encode(_ value: Int, forKey key: Key) {
      begin(key)
      encoder.output.text.append(value)
    }

    mutating func encode(_ value: String, forKey key: Key) {
      begin(key)
      encoder.output.text.append(jsonString: value)
    }

    mutating func encodeNil(forKey key: Key) {
      begin(key)
      encoder.output.text.append("null")
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
      keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
      begin(key)
      return encoder.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      begin(key)
      return encoder.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
      encoder.output.text.beginValue("super", depth: depth)
      return encoder
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder {
      begin(key)
      return encoder
    }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let encoder: JSONValueEncoder
    let depth: Int
    private(set) var count = 0

    var codingPath: [any CodingKey] { [] }

    init(encoder: JSONValueEncoder, depth: Int) {
      self.encoder = encoder
      self.depth = depth
    }

    private mutating func begin() {
      count += 1
      encoder.output.text.beginValue(nil, depth: depth)
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
      begin()
      try encoder.encode(value)
    }

    mutating func encodeNil() {
      begin()
      encoder.output.text.append("null")
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
      keyedBy type: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
      begin()
      return encoder.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      begin()
      return encoder.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
      begin()
      return encoder
    }
  }

  private struct Value: SingleValueEncodingContainer {
    let encoder: JSONValueEncoder

    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoder.output.text.append("null") }
    func encode(_ value: Bool) { encoder.output.text.append(value ? "true" : "false") }
    func encode(_ value: String) { encoder.output.text.append(jsonString: value) }
    func encode(_ value: Double) throws { try encoder.output.text.append(value) }
    func encode(_ value: Float) throws { try encoder.output.text.append(Double(value)) }
    func encode<Integer: FixedWidthInteger & Encodable>(_ value: Integer) {
      encoder.output.text.append(value)
    }
    func encode<Value: Encodable>(_ value: Value) throws { try encoder.encode(value) }
  }
}
