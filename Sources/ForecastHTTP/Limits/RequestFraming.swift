import NIOHTTP1

/// Whether a request's head leaves no doubt where the request ends and whom it is for.
///
/// What a proxy in front of us might read otherwise could hide a second request (RFC 9112, 11.2).
enum RequestFraming {
  /// What is wrong with a head; nil where nothing is.
  static func fault(of head: HTTPRequestHead) -> String? {
    var (hosts, lengths, codings) = (0, 0, 0)
    var (isNumber, isChunked) = (true, true)
    for (name, value) in head.headers {
      // Most names differ in their length alone.
      switch name.utf8.count {
      case 4 where isSame(name, "host"): hosts += 1
      case 14 where isSame(name, "content-length"):
        lengths += 1
        isNumber = isNumber && isDigits(value)
      case 17 where isSame(name, "transfer-encoding"):
        codings += 1
        isChunked = isChunked && isSame(value, "chunked")
      default: break
      }
    }
    if hosts > 1 { return "it has more than one Host" }
    let isOld = Persistence(of: head).isOld
    if hosts == 0, !isOld { return "it has no Host" }
    if lengths > 1 { return "it has more than one Content-Length" }
    if !isNumber { return "its Content-Length is no number" }
    guard codings > 0 else { return nil }
    if codings > 1 || !isChunked { return "its Transfer-Encoding is not 'chunked'" }
    if lengths > 0 { return "it has both Content-Length and Transfer-Encoding" }
    return isOld ? "HTTP/1.0 has no Transfer-Encoding" : nil
  }

  private static func isDigits(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 18
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// `small` is in small letters and ASCII.
  private static func isSame(_ text: String, _ small: String) -> Bool {
    text.utf8.elementsEqual(small.utf8) { byte, expected in
      byte == expected
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) && byte | 0x20 == expected
    }
  }
}
