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
    guard text.utf8.count == 32, text.utf8.allSatisfy(Self.isHexadecimalDigit) else { return nil }
    guard let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  /// 32 small hexadecimal digits, as `xxh128sum` prints them.
  public var hexadecimal: String { Self.padded(high) + Self.padded(low) }

  private static func padded(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  // UInt64's own parser would take a sign.
  private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    Unicode.Scalar(byte).properties.isASCIIHexDigit
  }
}

extension ContentDigest: CustomStringConvertible {
  public var description: String { hexadecimal }
}
