import PrintableText

extension Span<UInt8> {
  /// Whether `prefix` stands at `start`.
  @inline(__always)
  func hasPrefix(_ prefix: [UInt8], at start: Int) -> Bool {
    guard start + prefix.count <= count else { return false }
    for index in prefix.indices where self[start + index] != prefix[index] { return false }
    return true
  }

  /// A field for a message or a comparison of names: printable.
  package func text(_ field: CSVField, limit: Int = 60) -> String {
    String(printable: (field.start..<field.end).map { self[$0] }, limit: limit)
  }
}
