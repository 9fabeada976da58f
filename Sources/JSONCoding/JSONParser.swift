/// Finds the values of a JSON text and checks its grammar.
struct JSONParser {
  let bytes: [UInt8]
  private let end: Int
  private var position = 0
  private var depth = 0
  private var nodes: [JSONDocument.Node] = []
  private let mostValues: Int

  private static let maximumDepth = 32

  init(_ text: [UInt8], mostValues: Int) {
    self.mostValues = mostValues
    end = text.count
    // The zero ends every scan without a check of its own, and the last number.
    bytes = text + [0]
  }

  mutating func parse() throws(JSONCodingError) -> [JSONDocument.Node] {
    nodes.reserveCapacity(min(end / 8, mostValues))
    skipBlanks()
    try value()
    skipBlanks()
    guard position == end else { throw fault("expected nothing more") }
    return nodes
  }

  private mutating func value() throws(JSONCodingError) {
    guard nodes.count < mostValues else { throw fault("more than \(mostValues) values") }
    switch bytes[position] {
    case UInt8(ascii: "{"): try object()
    case UInt8(ascii: "["): try array()
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    case UInt8(ascii: "t"): try literal("true", .true)
    case UInt8(ascii: "f"): try literal("false", .false)
    case UInt8(ascii: "n"): try literal("null", .null)
    default: throw fault("expected a value")
    }
  }

  private mutating func object() throws(JSONCodingError) {
    let node = try open(.object)
    if !takes("}") {
      repeat {
        skipBlanks()
        guard bytes[position] == UInt8(ascii: "\"") else { throw fault("expected a name") }
        try string()
        skipBlanks()
        guard takes(":") else { throw fault("expected a colon") }
        skipBlanks()
        try value()
        skipBlanks()
      } while takes(",")
      guard takes("}") else { throw fault("expected a comma or }") }
    }
    close(node)
  }

  private mutating func array() throws(JSONCodingError) {
    let node = try open(.array)
    if !takes("]") {
      repeat {
        skipBlanks()
        try value()
        skipBlanks()
      } while takes(",")
      guard takes("]") else { throw fault("expected a comma or ]") }
    }
    close(node)
  }

  private mutating func open(_ kind: JSONDocument.Kind) throws(JSONCodingError) -> Int {
    depth += 1
    guard depth <= Self.maximumDepth else { throw fault("deeper than \(Self.maximumDepth) levels") }
    position += 1
    append(kind, from: position)
    skipBlanks()
    return nodes.count - 1
  }

  private mutating func close(_ node: Int) {
    depth -= 1
    nodes[node].end = Int32(position - 1)
    nodes[node].next = Int32(nodes.count)
  }

  private mutating func string() throws(JSONCodingError) {
    let start = position + 1
    var kind = JSONDocument.Kind.string
    var place = start
    while bytes[place] != UInt8(ascii: "\"") {
      guard bytes[place] >= 0x20 else {
        position = place
        throw fault("a string that does not end here")
      }
      if bytes[place] == UInt8(ascii: "\\") {
        kind = .escapedString
        place += 1
      }
      place += place < end ? 1 : 0
    }
    position = place
    append(kind, from: start)
    position += 1
  }

  private mutating func number() throws(JSONCodingError) {
    let start = position
    _ = takes("-")
    if !takes("0") { try digits() }
    if takes(".") { try digits() }
    if takes("e") || takes("E") {
      if !takes("+") { _ = takes("-") }
      try digits()
    }
    append(.number, from: start)
  }

  private mutating func digits() throws(JSONCodingError) {
    var place = position
    while isDigit(bytes[place]) { place += 1 }
    guard place > position else { throw fault("expected a digit") }
    position = place
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private mutating func literal(
    _ text: StaticString, _ kind: JSONDocument.Kind
  ) throws(JSONCodingError) {
    let start = position
    let isThere = text.withUTF8Buffer { bytes[position...].starts(with: $0) }
    guard isThere else { throw fault("expected a value") }
    position += text.utf8CodeUnitCount
    append(kind, from: start)
  }

  private mutating func append(_ kind: JSONDocument.Kind, from start: Int) {
    nodes.append(
      JSONDocument.Node(
        kind: kind, start: Int32(start), end: Int32(position), next: Int32(nodes.count + 1)))
  }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while bytes[position] <= 0x20, isBlank(bytes[position]) { position += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private func fault(_ text: String) -> JSONCodingError {
    .malformed("no JSON at byte \(position): \(text)")
  }
}
