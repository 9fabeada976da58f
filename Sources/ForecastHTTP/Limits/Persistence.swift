import NIOHTTP1

/// Whether a connection outlives one exchange, as its request says (RFC 9112, 9.3).
struct Persistence {
  /// Whether the client keeps the connection.
  let isKept: Bool
  /// HTTP/1.0: closes unless it asks otherwise, and knows no chunks.
  let isOld: Bool

  static let kept = Persistence(isKept: true, isOld: false)

  init(of head: HTTPRequestHead) {
    self.init(isKept: head.isKeepAlive, isOld: head.version == .http1_0 || head.version == .http0_9)
  }

  private init(isKept: Bool, isOld: Bool) {
    self.isKept = isKept
    self.isOld = isOld
  }

  /// Whether an answer is the last one, whatever its client wants.
  static func ends(with head: HTTPResponseHead) -> Bool {
    switch head.status {
    // What the client sent is not wholly read, or cannot be told from what comes next.
    case .requestTimeout, .payloadTooLarge, .uriTooLong, .requestHeaderFieldsTooLarge: true
    default: head.headers.contains(name: "connection") && !head.isKeepAlive
    }
  }

  /// Writes into an answer what becomes of its connection.
  ///
  /// - Parameters:
  ///   - head: Of the answer.
  ///   - closing: Whether the connection ends with it.
  /// - Returns: Whether it ends: also where nothing else could show an old client the body's end.
  func apply(to head: inout HTTPResponseHead, closing: Bool) -> Bool {
    if isOld { head.version = .http1_0 }
    let isEnd = closing || isOld && !head.headers.contains(name: "content-length")
    head.headers.replaceOrAdd(name: "connection", value: isEnd ? "close" : "keep-alive")
    return isEnd
  }
}
