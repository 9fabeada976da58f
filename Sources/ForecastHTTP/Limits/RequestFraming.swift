import NIOHTTP1

/// Whether a request's head leaves no doubt where the request ends and whom it is for.
///
/// What a proxy in front of us might read otherwise could hide a second request (RFC 9112, 11.2).
struct RequestFraming {
  /// What a client awaits before it sends its body (RFC 9110, 10.1.1).
  enum Expectation {
    case nothing, permission
    /// Of which we have never heard.
    case unknown
  }

  /// What is wrong with the head; nil where nothing is.
  let fault: String?
  let expectation: Expectation

  /// Looks at each header once.
  init(of head: HTTPRequestHead) {
    var headers = Headers()
    for (name, value) in head.headers { headers.take(name, value) }
    let isOld = Persistence(of: head).isOld
    fault = headers.fault(isOld: isOld)
    // Older clients know nothing of it.
    expectation = isOld ? .nothing : headers.expectation
  }

  /// What the headers say that matters here.
  private struct Headers {
    private var (hosts, lengths, codings) = (0, 0, 0)
    private var (isNumber, isChunked) = (true, true)
    private(set) var expectation = Expectation.nothing

    mutating func take(_ name: String, _ value: String) {
      // Most names differ in their length alone.
      switch name.utf8.count {
      case 4 where RequestFraming.isSame(name, "host"): hosts += 1
      case 6 where RequestFraming.isSame(name, "expect"):
        let isKnown = RequestFraming.isSame(value, "100-continue") && expectation != .unknown
        expectation = isKnown ? .permission : .unknown
      case 14 where RequestFraming.isSame(name, "content-length"):
        lengths += 1
        isNumber = isNumber && RequestFraming.isDigits(value)
      case 17 where RequestFraming.isSame(name, "transfer-encoding"):
        codings += 1
        isChunked = isChunked && RequestFraming.isSame(value, "chunked")
      default: break
      }
    }

    func fault(isOld: Bool) -> String? {
      if hosts > 1 { return "it has more than one Host" }
      if hosts == 0, !isOld { return "it has no Host" }
      if lengths > 1 { return "it has more than one Content-Length" }
      if !isNumber { return "its Content-Length is no number" }
      guard codings > 0 else { return nil }
      if codings > 1 || !isChunked { return "its Transfer-Encoding is not 'chunked'" }
      if lengths > 0 { return "it has both Content-Length and Transfer-Encoding" }
      return isOld ? "HTTP/1.0 has no Transfer-Encoding" : nil
    }
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
