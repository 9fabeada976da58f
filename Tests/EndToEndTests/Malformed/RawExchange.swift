import Glibc

/// One connection that sends bytes, says that it has sent all, and reads to the end.
enum RawExchange {
  /// Sends as much as the server takes.
  ///
  /// - Parameters:
  ///   - request: Any bytes.
  ///   - port: Of the server.
  /// - Returns: All that came.
  /// - Throws: Where there is no connection, or neither bytes nor an end come in ten seconds.
  static func send(_ request: [UInt8], port: Int) throws -> [UInt8] {
    let connection = try RawConnection(port: port, patienceSeconds: 10)
    // A server that has seen enough takes no more.
    try? connection.send(request)
    connection.finish()
    var answer: [UInt8] = []
    do {
      while case let bytes = try connection.receive(), !bytes.isEmpty { answer += bytes }
    } catch let error as ConnectionError where error.code == ECONNRESET {
      // An end, if no polite one.
    }
    return answer
  }
}
