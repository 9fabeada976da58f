import Foundation
import Glibc

/// A bare HTTP/1.1 client on the loopback: one connection for each exchange.
///
/// Blocks threads of its own only, because the server shares the test's.
struct HTTPClient: Sendable {
  let port: Int

  struct Answer: Sendable {
    let status: Int
    /// By lower-case name.
    let headers: [String: String]
    let body: String
  }

  func get(_ target: String, headers: [String: String] = [:]) async throws -> Answer {
    try await send("GET", target, headers: headers)
  }

  func send(
    _ method: String, _ target: String, headers: [String: String] = [:], body: String? = nil
  ) async throws -> Answer {
    var request = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    for (name, value) in headers { request += "\(name): \(value)\r\n" }
    if let body { request += "Content-Length: \(body.utf8.count)\r\n" }
    return try Answer(await exchange(request + "\r\n" + (body ?? "")))
  }

  /// Sends bytes as they are and reads until the server closes; says so when the answer begins.
  func exchange(
    _ request: String, finishing: Bool = false,
    whenAnswered: @escaping @Sendable () -> Void = {}
  ) async throws -> String {
    try await onItsOwnThread {
      try connected { socket in
        try socket.send(request)
        if finishing { socket.finish() }
        return socket.receiveAll(whenAnswered)
      }
    }
  }

  /// Sends a beginning, waits until the server has said something, sends the rest, and reads until the
  /// server closes.
  func exchange(
    _ beginning: String, whenSaid expected: String, then rest: String
  ) async throws -> String {
    try await onItsOwnThread {
      try connected { socket in
        try socket.send(beginning)
        var said: [UInt8] = []
        while said.count < expected.utf8.count {
          let bytes = socket.receive()
          guard !bytes.isEmpty else { return String(decoding: said, as: UTF8.self) }
          said += bytes
        }
        try socket.send(rest)
        return String(decoding: said, as: UTF8.self) + socket.receiveAll {}
      }
    }
  }

  /// Sends a beginning, and the rest when the server has had so much time to read it; reads until the
  /// server closes.
  func exchange(
    _ beginning: String, after pause: Duration, then rest: String
  ) async throws -> String {
    try await onItsOwnThread {
      try connected { socket in
        try socket.send(beginning)
        _ = socket.isReadable(within: pause)
        try socket.send(rest)
        return socket.receiveAll {}
      }
    }
  }

  /// Sends a request, takes little of the answer at a time until `isDue`, then nothing while `pause`
  /// runs, then the rest until the server closes.
  func exchange(
    _ request: String, pausingWhen isDue: @escaping @Sendable () -> Bool,
    _ pause: @escaping @Sendable () -> Void
  ) async throws -> String {
    try await onItsOwnThread {
      try connected(receivingBytes: 4096) { socket in
        try socket.send(request)
        var answer: [UInt8] = []
        while !isDue() { answer += socket.receive() }
        pause()
        return String(decoding: answer, as: UTF8.self) + socket.receiveAll {}
      }
    }
  }

  /// Sends a beginning and goes.
  func leave(after beginning: String) async throws {
    try await onItsOwnThread { try connected { try $0.send(beginning) } }
  }

  /// The same on this thread.
  func exchangeNow(_ request: String) throws -> String {
    try connected { socket in
      try socket.send(request)
      return socket.receiveAll {}
    }
  }

  /// Sends a beginning, then a piece again and again, until the server answers; then reads until it
  /// closes.
  func trickle(
    _ beginning: String, then piece: String, every pause: Duration
  ) async throws -> String {
    try await onItsOwnThread {
      try connected { socket in
        try socket.send(beginning)
        while !socket.isReadable(within: pause) {
          // What the server has closed takes nothing more; what it said before is still to be read.
          guard (try? socket.send(piece)) != nil else { break }
        }
        return socket.receiveAll {}
      }
    }
  }

  /// Sends a beginning, asks something else beside it until that has succeeded, then sends the rest.
  ///
  /// - Parameters:
  ///   - beginning: Of a request that is not answered before it is whole.
  ///   - rest: Of the same request.
  ///   - ask: Of another connection.
  ///   - hasSucceeded: Whether `ask` said what is waited for.
  /// - Returns: The answer to the first, and the last one to the other.
  /// - Throws: `ClientError`, or what `ask` throws.
  func beside(
    _ beginning: String, then rest: String, until ask: @escaping @Sendable () throws -> String,
    hasSucceeded: @escaping @Sendable (String) -> Bool
  ) async throws -> (first: String, other: String) {
    try await onItsOwnThread {
      try connected { socket in
        try socket.send(beginning)
        var other = ""
        repeat { other = try ask() } while !hasSucceeded(other)
        try socket.send(rest)
        return (socket.receiveAll {}, other)
      }
    }
  }

  /// Runs `body` on a connection that has been answered once and stays open.
  func whileConnected<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result
  ) async throws -> Result {
    try await onItsOwnThread {
      try connected { socket in
        try socket.send("GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = socket.receive()
        return body()
      }
    }
  }

  /// Runs `body` where one connection has been answered and has ended, and a second one that was
  /// opened beside it has been answered and stays open.
  func afterOneBeside<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await onItsOwnThread {
      try connected { first in
        try first.send("GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = first.receive()
        return try connected { second in
          _ = second.receive()
          first.finish()
          return try body()
        }
      }
    }
  }

  /// Runs `body` on a connection whose answer has begun and is not read.
  func whileUnread<Result: Sendable>(
    _ request: String, _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await onItsOwnThread {
      try connected { socket in
        try socket.send(request)
        while !socket.isReadable(within: .seconds(1)) {}
        return try body()
      }
    }
  }

  private func onItsOwnThread<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
    }
  }

  /// - Parameters:
  ///   - buffer: Of what was sent and not taken yet, here; as the system likes where it is nil.
  ///   - body: Uses the connection.
  /// - Returns: What `body` returned.
  /// - Throws: `ClientError`, or what `body` throws.
  private func connected<Result>(
    receivingBytes buffer: Int32? = nil, _ body: (Socket) throws -> Result
  ) throws -> Result {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    if var buffer {
      setsockopt(
        descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw ClientError.connect(errno) }
    return try body(Socket(descriptor: descriptor))
  }
}

enum ClientError: Error {
  case connect(Int32)
  case write(Int32)
  case noAnswer(String)
}

private struct Socket {
  let descriptor: Int32

  func receiveAll(_ whenAnswered: () -> Void) -> String {
    var answer: [UInt8] = []
    while true {
      let bytes = receive()
      guard !bytes.isEmpty else { return String(decoding: answer, as: UTF8.self) }
      if answer.isEmpty { whenAnswered() }
      answer += bytes
    }
  }

  func send(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { throw ClientError.write(errno) }
      rest = rest.dropFirst(sent)
    }
  }

  /// Says that nothing more is sent.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  func isReadable(within time: Duration) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, Int32(time / .milliseconds(1))) > 0
  }

  /// What comes next; nothing at the end.
  func receive() -> ArraySlice<UInt8> {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let got = recv(descriptor, &buffer, buffer.count, 0)
    return buffer.prefix(max(0, got))
  }
}

extension HTTPClient.Answer {
  /// Reads a whole answer whose body ends with the connection.
  init(_ text: String) throws {
    guard let end = text.firstRange(of: "\r\n\r\n") else { throw ClientError.noAnswer(text) }
    var lines = text[..<end.lowerBound].split(separator: "\r\n")
    guard let status = Int(lines.removeFirst().split(separator: " ")[1]) else {
      throw ClientError.noAnswer(text)
    }
    self.status = status
    let pairs = lines.map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (parts[0].lowercased(), String(parts[1].drop { $0 == " " }))
    }
    headers = Dictionary(pairs) { $1 }
    body = String(text[end.upperBound...])
  }
}
