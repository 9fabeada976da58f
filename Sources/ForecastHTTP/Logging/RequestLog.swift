import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// A line for each request at the level `info`, and a warning for each that took long.
///
/// Who asked for whose forecast stands there; values that were observed or forecast never do.
struct RequestLog: Sendable {
  /// What watches the server asks these every few seconds: only `debug` shows them.
  private static let probes: Set<String> = ["/ping", "/healthz", "/readyz", "/metrics"]
  /// Of a path: a client may send thousands.
  private static let mostCharacters = 256

  private let logger: Logger
  private let slowAfter: Duration
  private let level: Logger.Level

  /// - Parameters:
  ///   - logger: Its level counts as it is now.
  ///   - slowAfter: Requests that take so long are warned of.
  init(logger: Logger, slowAfter: Duration) {
    self.logger = logger
    self.slowAfter = slowAfter
    level = logger.logLevel
  }

  /// A request that no route has seen, or whose route is too late.
  struct Refusal: Sendable {
    let status: Int
    /// What was wrong, as `type` says it.
    let problem: String
    let requestID: String
    /// Nil where it could not be read, as the path.
    let method: String?
    let path: String?
    let client: String?
    /// Of the answer's body.
    let bytes: Int
  }

  func refused(_ refusal: Refusal) {
    guard level <= .info else { return }
    var metadata: Logger.Metadata = [
      "status": .stringConvertible(refusal.status), "problem": "\(refusal.problem)",
      "bytes": .stringConvertible(refusal.bytes), "request_id": "\(refusal.requestID)",
    ]
    metadata["method"] = refusal.method.map { "\($0.prefix(Self.mostCharacters))" }
    metadata["path"] = refusal.path.map { "\($0.prefix(Self.mostCharacters))" }
    metadata["client"] = refusal.client.map { "\($0)" }
    logger.info("request", metadata: metadata)
  }

  /// Logs a request whose answer is about to be sent; of an answer that is made while it is sent, when
  /// that has ended.
  ///
  /// - Parameters:
  ///   - response: The answer.
  ///   - request: That is answered.
  ///   - context: Of the request.
  ///   - start: When the request's head had been read.
  ///   - duration: From then until the answer.
  ///   - metrics: Hears how long an answer was of which that was not known before.
  /// - Returns: The answer to send.
  func logged(
    _ response: Response, _ request: Request, _ context: some RequestContext,
    since start: ContinuousClock.Instant, _ duration: Duration, counting metrics: RequestMetrics
  ) -> Response {
    let route = context.endpointPath ?? ""
    guard let bytes = response.body.contentLength else {
      let line = RequestLine(request, response, context)
      return logged(response) { bytes, isWhole in
        metrics.sent(bytes: bytes)
        write(line, route, start.duration(to: .now), bytes: bytes, isWhole: isWhole)
      }
    }
    // Most requests end here, and cost nothing but the look.
    guard isWorthALine(duration, route) else { return response }
    write(RequestLine(request, response, context), route, duration, bytes: bytes, isWhole: true)
    return response
  }

  private func isWorthALine(_ duration: Duration, _ route: String) -> Bool {
    level <= .info && (level <= .debug || !Self.probes.contains(route))
      || duration >= slowAfter && level <= .warning
  }

  private func write(
    _ line: RequestLine, _ route: String, _ duration: Duration, bytes: Int, isWhole: Bool
  ) {
    guard isWorthALine(duration, route) else { return }
    let isSlow = duration >= slowAfter
    logger.log(
      level: isSlow ? .warning : Self.probes.contains(route) ? .debug : .info,
      isSlow ? "slow request" : "request",
      metadata: line.metadata(
        duration, bytes: bytes, isWhole: isWhole, mostCharacters: Self.mostCharacters))
  }

  /// The same answer, which counts its bytes and tells them when it has been sent, or could not be.
  private func logged(
    _ response: Response, _ ended: @escaping @Sendable (_ bytes: Int, _ isWhole: Bool) -> Void
  ) -> Response {
    var response = response
    let body = response.body
    response.body = ResponseBody { writer in
      let count = ByteCount()
      do {
        try await body.map { buffer in
          count.add(buffer.readableBytes)
          return buffer
        }.write(writer)
      } catch {
        ended(count.value, false)
        throw error
      }
      ended(count.value, true)
    }
    return response
  }
}

private final class ByteCount: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func add(_ bytes: Int) { count.add(bytes, ordering: .relaxed) }
}
