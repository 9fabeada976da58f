/// A fast fingerprint of bytes (XXH3, 128 bits): for change detection, not against an adversary.
public struct ContentDigest: Hashable, Sendable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads back what `hexadecimal` wrote; nil unless it is 32 hexadecimal digits.
  public init?(hexadecimal text: String) {
    guard text.utf8.count == 32 else { return nil }
    var words: (high: UInt64, low: UInt64) = (0, 0)
    for byte in text.utf8 {
      guard let digit = Self.value(ofDigit: byte) else { return nil }
      words.high = words.high << 4 | words.low >> 60
      words.low = words.low << 4 | digit
    }
    self.init(high: words.high, low: words.low)
  }

  /// 32 small hexadecimal digits, as `xxh128sum` prints them.
  public var hexadecimal: String {
    let digits = (0..<32).map { place in
      let digit = UInt8((place < 16 ? high : low) >> UInt64(60 - place % 16 * 4) & 0xF)
      return digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }
    return String(decoding: digits, as: UTF8.self)
  }

  private static func value(ofDigit byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}

extension ContentDigest: CustomStringConvertible {
  public var description: String { hexadecimal }
}
