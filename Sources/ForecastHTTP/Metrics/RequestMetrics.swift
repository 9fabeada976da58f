import HTTPTypes
import ModelServing
import Synchronization

/// What the server has answered, by route, method and status; nothing by customer, of whom there may be
/// millions.
final class RequestMetrics: Sendable {
  /// The route of what has none.
  static let noRoute = "none"

  private struct Key: Hashable {
    let method: String
    let code: Int
  }

  private struct Route {
    var requests: [Key: Int] = [:]
    var durations = Histogram(bounds: Histogram.waitBounds)

    mutating func count(_ key: Key, _ duration: Duration) {
      requests[key, default: 0] += 1
      durations.add(duration)
    }
  }

  private struct State {
    var routes: [String: Route] = [:]
    var requestSizes = Histogram(bounds: Histogram.sizeBounds)
    var responseSizes = Histogram(bounds: Histogram.sizeBounds)
    var rejections: [Rejection: Int] = [:]
  }

  // Clients may invent methods, and each would cost memory for ever.
  private static let knownMethods: Set<String> = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS",
  ]

  private let state = Mutex(State())
  private let inFlight = Atomic<Int>(0)

  func begin() { inFlight.add(1, ordering: .relaxed) }

  /// - Parameters:
  ///   - route: The path as the route has it; nil where there is none.
  ///   - method: Of the request.
  ///   - status: Of the answer.
  ///   - duration: Until the answer began.
  ///   - bytes: Of the answer's body; nil where `sent` will say it.
  func end(
    route: String?, method: HTTPRequest.Method, status: HTTPResponse.Status, duration: Duration,
    bytes: Int?
  ) {
    inFlight.subtract(1, ordering: .relaxed)
    let key = Self.key(method.rawValue, status)
    state.withLock { state in
      state.routes[route ?? Self.noRoute, default: Route()].count(key, duration)
      if let bytes { state.responseSizes.add(Double(bytes)) }
    }
  }

  /// Counts a request that could not be read, and that no route has seen.
  func refused(status: HTTPResponse.Status) {
    let key = Self.key("", status)
    state.withLock { $0.routes[Self.noRoute, default: Route()].requests[key, default: 0] += 1 }
  }

  /// A body was read to its end.
  func received(bytes: Int) { state.withLock { $0.requestSizes.add(Double(bytes)) } }

  /// An answer of unknown length has left, or as much of it as its client took.
  func sent(bytes: Int) { state.withLock { $0.responseSizes.add(Double(bytes)) } }

  /// Counts a request that was turned away, if that was to protect the server.
  func rejected(_ problem: Problem.Kind) {
    if let rejection = Rejection(problem) { rejected(rejection) }
  }

  func rejected(_ rejection: Rejection) {
    state.withLock { $0.rejections[rejection, default: 0] += 1 }
  }

  private static func key(_ method: String, _ status: HTTPResponse.Status) -> Key {
    Key(method: knownMethods.contains(method) ? method : "other", code: status.code)
  }

  func write(to text: inout PrometheusText) {
    let state = state.withLock { $0 }
    let routes = state.routes.sorted { $0.key < $1.key }
    text.metric("fleetcast_http_requests_total", .counter, "Requests answered.")
    for (name, route) in routes {
      for (key, count) in route.requests.sorted(by: { "\($0.key)" < "\($1.key)" }) {
        text.sample(
          Double(count), [("route", name), ("method", key.method), ("code", "\(key.code)")])
      }
    }
    text.metric(
      "fleetcast_http_request_duration_seconds", .histogram,
      "Time from a request's head to the beginning of its answer.")
    for (name, route) in routes { text.samples(of: route.durations, [("route", name)]) }
    text.metric(
      "fleetcast_http_request_size_bytes", .histogram, "Bodies of requests that have one.")
    text.samples(of: state.requestSizes)
    text.metric("fleetcast_http_response_size_bytes", .histogram, "Bodies of answers.")
    text.samples(of: state.responseSizes)
    text.metric(
      "fleetcast_http_requests_in_flight", .gauge, "Requests being answered.",
      inFlight.load(ordering: .relaxed))
    text.metric(
      "fleetcast_rejected_requests_total", .counter, "Requests turned away to protect the server.")
    for reason in Rejection.allCases {
      text.sample(Double(state.rejections[reason] ?? 0), [("reason", reason.rawValue)])
    }
  }
}
