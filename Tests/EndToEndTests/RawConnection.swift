import Foundation
import Glibc

/// A connection to this machine that sends and takes bytes when it is told to, and no sooner.
final class RawConnection {
  private let descriptor: Int32

  /// - Parameters:
  ///   - port: Where somebody listens.
  ///   - receiveBufferBytes: What the system takes for a client that does not read; its own where nil.
  ///   - patienceSeconds: How long it waits for bytes; for ever where it is nil.
  /// - Throws: `ConnectionError` where nobody listens.
  init(port: Int, receiveBufferBytes: Int32? = nil, patienceSeconds: Int? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var bytes = receiveBufferBytes {
      let size = socklen_t(MemoryLayout<Int32>.size)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, size)
    }
    if let patienceSeconds {
      var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
      let size = socklen_t(MemoryLayout<timeval>.size)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
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
    guard result == 0 else { throw ConnectionError(code: errno) }
  }

  deinit { close(descriptor) }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    let sent = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    guard sent == bytes.count else { throw ConnectionError(code: errno) }
  }

  /// Says that nothing more is sent.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Waits for some bytes; none at the end.
  func receive(atMost count: Int = 1 << 16) throws -> ArraySlice<UInt8> {
    var buffer = [UInt8](repeating: 0, count: count)
    let received = recv(descriptor, &buffer, count, 0)
    guard received >= 0 else { throw ConnectionError(code: errno) }
    return buffer.prefix(received)
  }

  /// Everything until the other side closes.
  func rest() throws -> [UInt8] {
    var all: [UInt8] = []
    while case let bytes = try receive(), !bytes.isEmpty { all += bytes }
    return all
  }
}

struct ConnectionError: Error {
  let code: Int32
}
