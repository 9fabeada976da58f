import Hummingbird
import Synchronization

/// Gives each request the name under which it stands in the log and in its answer.
final class RequestIdentities: Sendable {
  // Tells the requests of one server from those of another, or of the same one started again.
  private let server = String(UInt32.random(in: .min ... .max), radix: 16)
  private let count = Atomic<UInt64>(0)

  /// The client's own, where it is 1 to 64 of `A-Za-z0-9._-`; the server's otherwise.
  func identity(of request: Request) -> String {
    identity(named: request.headers[.requestID])
  }

  /// The same, from what the request's header says.
  func identity(named own: String?) -> String {
    if let own, Self.isWellFormed(own) { return own }
    return next()
  }

  /// The server's own.
  func next() -> String {
    let number = count.add(1, ordering: .relaxed).newValue
    return server + "-" + String(number, radix: 16)
  }

  private static func isWellFormed(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
