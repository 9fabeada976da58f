import HTTPTypes
import Hummingbird

extension Request {
  /// How long the client says that it waits: `Prefer: wait=2` (RFC 7240) or `Request-Timeout: 2`.
  ///
  /// Nil where it does not say, or what it says is no time: a preference is no more than that.
  fileprivate var wish: Duration? {
    guard headers.contains(.prefer) || headers.contains(.requestTimeout) else { return nil }
    let preferences = headers[values: .prefer].flatMap { $0.split(separator: ",") }
    let wish = preferences.lazy.compactMap(Self.wait).first
    guard let text = wish ?? headers[.requestTimeout], let seconds = Int(text),
      (1...3600).contains(seconds)
    else { return nil }
    return .seconds(seconds)
  }

  /// The value of `wait=2;…`; nil of any other preference.
  private static func wait(_ preference: Substring) -> String? {
    let parts = preference.prefix { $0 != ";" }.filter { !$0.isWhitespace }.split(separator: "=")
    return parts.count == 2 && parts[0].lowercased() == "wait" ? String(parts[1]) : nil
  }
}

/// How long a client waits for a model.
struct Patience: Sendable {
  /// Until the server's own limit where it is nil.
  private let wish: Duration?

  init(of request: Request) {
    wish = request.wish
  }

  /// Runs `work`, and ends it where it takes longer.
  ///
  /// - Parameter work: Ends soon when it is cancelled.
  /// - Returns: What `work` gave.
  /// - Throws: What `work` throws, or the problem that the client's deadline has passed.
  func wait<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    guard let wish else { return try await work() }
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: wish)
        return nil
      }
      guard let first = try await group.next(), let value = first else {
        throw Problem(
          kind: .deadlinePassed, detail: "the model was not read within the \(wish) given")
      }
      return value
    }
  }
}

/// A request whose client has been told already that its answer is late.
struct AbandonedRequest: Error {}

extension HTTPField.Name {
  fileprivate static let prefer = known("Prefer")
  fileprivate static let requestTimeout = known("Request-Timeout")
}
