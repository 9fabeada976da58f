/// The ranges of an Accept or Accept-Encoding header (RFC 9110, 12.5).
enum AcceptedRanges {
  /// The quality of the most exact range that holds a media type; 0 where none does.
  static func quality(of mediaType: String, in accept: String) -> Double {
    let major = mediaType.prefix { $0 != "/" }
    var best = (exactness: 0, quality: 0.0)
    for (name, quality) in ranges(of: accept) {
      let exactness =
        switch name {
        case mediaType: 3
        case "\(major)/*": 2
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
    header.split(separator: ",").compactMap { range in
      let parts = range.lowercased().filter { !$0.isWhitespace }.split(separator: ";")
      guard let name = parts.first else { return nil }
      let quality = parts.first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 }
      return (String(name), quality ?? 1)
    }
  }
}
