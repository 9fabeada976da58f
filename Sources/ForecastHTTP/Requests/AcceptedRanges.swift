/// The ranges of an Accept or Accept-Encoding header (RFC 9110, 12.5).
enum AcceptedRanges {
  /// The quality of the most exact range that holds a media type; 0 where none does.
  static func quality(of mediaType: String, in accept: String) -> Double {
    let major = mediaType.utf8.prefix { $0 != UInt8(ascii: "/") }
    var best = (exactness: 0, quality: 0.0)
    for (name, quality) in ranges(of: accept) {
      let exactness =
        switch name {
        case mediaType: 3
        case Substring(major) + "/*": 2
        case "*/*": 1
        default: 0
        }
      if exactness > best.exactness { best = (exactness, quality) }
    }
    return best.quality
  }

  /// Whether a coding is asked for by its name.
  static func names(_ coding: String, in acceptEncoding: String?) -> Bool {
    guard let acceptEncoding else { return false }
    return ranges(of: acceptEncoding).contains { $0.name == coding && $0.quality > 0 }
  }

  private static func ranges(of header: String) -> [(name: String, quality: Double)] {
    header.utf8.split(separator: UInt8(ascii: ",")).compactMap { range in
      let parts = range.lazy.filter { !isBlank($0) }.map(lowercased)
        .split(separator: UInt8(ascii: ";"))
      guard let name = parts.first else { return nil }
      let quality = parts.first { $0.starts(with: "q=".utf8) }.map {
        Double(String(decoding: $0.dropFirst(2), as: UTF8.self)) ?? 0
      }
      return (String(decoding: name, as: UTF8.self), quality ?? 1)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 0x20 : byte
  }
}
