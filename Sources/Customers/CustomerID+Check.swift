import PrintableText

extension CustomerID {
  /// The rules of an ID, over raw bytes: a listing of a million names makes no text of them.
  static func check(_ bytes: Span<UInt8>) throws(CustomerIDError) {
    guard bytes.count > 0 else { throw .empty }
    guard bytes.count <= maximumLength else { throw .tooLong(bytes: bytes.count) }
    guard isWord(bytes[0]) else { throw .badStart(shown(bytes)) }
    var previous: UInt8 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      guard isWord(byte) || byte == dot || byte == hyphen else { throw .badCharacter(shown(bytes)) }
      if byte == dot, previous == dot { throw .twoDots(shown(bytes)) }
      previous = byte
    }
    if let ending = reservedEnding(bytes) {
      throw .reservedEnding(shown(bytes), ending: ending)
    }
  }

  private static let dot = UInt8(ascii: ".")
  private static let hyphen = UInt8(ascii: "-")

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func reservedEnding(_ bytes: Span<UInt8>) -> String? {
    if ends(bytes, with: ".csv") { return ".csv" }
    if ends(bytes, with: ".gz") { return ".gz" }
    return ends(bytes, with: ".tar") ? ".tar" : nil
  }

  private static func ends(_ bytes: Span<UInt8>, with ending: StaticString) -> Bool {
    let length = ending.utf8CodeUnitCount
    guard bytes.count >= length else { return false }
    return ending.withUTF8Buffer { ending in
      // Setting bit 5 makes letters small and leaves the dot as it is.
      ending.indices.allSatisfy { bytes[bytes.count - length + $0] | 0x20 == ending[$0] }
    }
  }

  private static func shown(_ bytes: Span<UInt8>) -> String {
    String(printable: bytes.indices.map { bytes[$0] })
  }
}
