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

/// How long the server's routes wait for a model.
struct Waiting: Sendable {
  /// Then the connection itself has told the client that it is too late.
  private let longest: Duration

  /// - Parameter requestTimeout: After which `RequestGuard` answers in the route's place.
  init(requestTimeout: Duration) {
    // It has the first word, and it is only the guard's that ends the connection.
    longest = requestTimeout + .milliseconds(100)
  }

  func patience(of request: Request) -> Patience {
    Patience(longest: longest, wish: request.wish)
  }
}

/// How long one request waits for a model.
struct Patience: Sendable {
  fileprivate let longest: Duration
  fileprivate let wish: Duration?

  /// Runs `work`, and ends it where it takes longer.
  ///
  /// - Parameter work: Ends soon when it is cancelled.
  /// - Returns: What `work` gave.
  /// - Throws: What `work` throws, the problem that the client's own deadline has passed, or
  ///   `AbandonedRequest`.
  func wait<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await work() }
      group.addTask {
        // Cut short only where nobody waits for the outcome.
        try? await Task.sleep(for: min(longest, wish ?? longest))
        return nil
      }
      guard let first = try await group.next(), let value = first else { throw error }
      return value
    }
  }

  private var error: any Error {
    guard let wish, wish <= longest else { return AbandonedRequest() }
    return Problem(
      kind: .deadlinePassed, detail: "the model was not read within the \(wish) given")
  }
}

/// A request whose client has been told already that its answer is late.
struct AbandonedRequest: Error {}

extension HTTPField.Name {
  fileprivate static let prefer = known("Prefer")
  fileprivate static let requestTimeout = known("Request-Timeout")
}
