import DecimalNumbers

extension JSONDocument {
  func number(_ node: Int) -> Double? {
    guard nodes[node].kind == .number else { return nil }
    // The parser has checked the grammar, and every number is followed by a byte that ends it.
    let bytes = bytes
    let number = DecimalScanner.scan(bytes.span, from: Int(nodes[node].start))
    return number.flatMap { $0.value.isFinite ? $0.value : nil }
  }

  func integer<Integer: FixedWidthInteger>(_ node: Int) -> Integer? {
    guard nodes[node].kind == .number else { return nil }
    return Integer(String(decoding: text(node), as: UTF8.self))
  }

  /// All numbers of an array; nil where it is none, or holds anything else.
  func numbers(_ node: Int) -> [Double]? {
    guard nodes[node].kind == .array else { return nil }
    var numbers: [Double] = []
    numbers.reserveCapacity(Int(nodes[node].next) - node - 1)
    for child in children(of: node) {
      guard let number = number(child) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  func string(_ node: Int) -> String? {
    switch nodes[node].kind {
    case .string: String(validating: text(node), as: UTF8.self)
    case .escapedString: String(unescapingJSON: text(node))
    default: nil
    }
  }

  private func text(_ node: Int) -> ArraySlice<UInt8> {
    bytes[Int(nodes[node].start)..<Int(nodes[node].end)]
  }

  /// Where a value stands, such as `scales.[0].trend`.
  func place(of node: Int) -> String {
    var parts: [String] = []
    var container = 0
    while container < node {
      var children = children(of: container)
      var position = 0
      while let child = children.next() {
        let value = nodes[container].kind == .object ? children.next() ?? child : child
        if (child..<Int(nodes[value].next)).contains(node) {
          parts.append(nodes[container].kind == .object ? string(child) ?? "?" : "[\(position)]")
          container = value
          break
        }
        position += 1
      }
    }
    return parts.isEmpty ? "the document" : parts.joined(separator: ".")
  }
}
