import Glibc

/// One connection to the loopback that sends bytes, says that it has sent all, and reads to the end.
enum RawExchange {
  enum Failure: Error {
    case noConnection(Int32)
    /// Neither an answer nor an end came in ten seconds.
    case silence
  }

  /// Sends as much as the server takes.
  ///
  /// - Parameters:
  ///   - request: Any bytes.
  ///   - port: Of the server.
  /// - Returns: All that came.
  /// - Throws: Where there is no connection, or the server leaves it hanging.
  static func send(_ request: [UInt8], port: Int) throws(Failure) -> [UInt8] {
    let descriptor = try connected(port)
    defer { close(descriptor) }
    var rest = request[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      // A server that has seen enough closes.
      guard sent > 0 else { break }
      rest = rest.dropFirst(sent)
    }
    shutdown(descriptor, Int32(SHUT_WR))
    return try received(descriptor)
  }

  private static func received(_ descriptor: Int32) throws(Failure) -> [UInt8] {
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = recv(descriptor, &buffer, buffer.count, 0)
      if got > 0 {
        answer += buffer.prefix(got)
      } else if got < 0, errno == EAGAIN {
        throw .silence
      } else {
        return answer
      }
    }
  }

  private static func connected(_ port: Int) throws(Failure) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      throw .noConnection(errno)
    }
    return descriptor
  }
}
