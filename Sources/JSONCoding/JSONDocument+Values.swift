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
    var place = Int(nodes[node].start)
    let end = Int(nodes[node].end)
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    var integer: Integer = 0
    while place < end {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 10, let longer = integer.appending(digit, isNegative: isNegative) else {
        return nil
      }
      integer = longer
      place += 1
    }
    return integer
  }

  /// All numbers of an array; nil where it is none, or holds anything else.
  func numbers(_ node: Int) -> [Double]? {
    guard nodes[node].kind == .array else { return nil }
    var numbers: [Double] = []
    let end = Int(nodes[node].next)
    numbers.reserveCapacity(end - node - 1)
    // A number has nothing inside of it.
    for child in node + 1..<end {
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

extension FixedWidthInteger {
  /// This number with one more digit, away from 0; nil where that is too large.
  fileprivate func appending(_ digit: UInt8, isNegative: Bool) -> Self? {
    let (tenfold, isTooLarge) = multipliedReportingOverflow(by: 10)
    let (sum, overflows) =
      isNegative
      ? tenfold.subtractingReportingOverflow(Self(digit))
      : tenfold.addingReportingOverflow(Self(digit))
    return isTooLarge || overflows ? nil : sum
  }
}
