import HTTPTypes
import ModelServing
import Synchronization

/// What the server has answered, by route, method and status; nothing by customer, of whom there may be
/// millions.
final class RequestMetrics: Sendable {
  private struct Key: Hashable {
    let route: String
    let method: String
    let code: Int
  }

  private struct State {
    var requests: [Key: Int] = [:]
    var durations: [String: DurationHistogram] = [:]
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
  func end(
    route: String?, method: HTTPRequest.Method, status: HTTPResponse.Status, duration: Duration
  ) {
    inFlight.subtract(1, ordering: .relaxed)
    let route = route ?? "none"
    let known = Self.knownMethods.contains(method.rawValue)
    let key = Key(route: route, method: known ? method.rawValue : "other", code: status.code)
    state.withLock { state in
      state.requests[key, default: 0] += 1
      state.durations[route, default: DurationHistogram()].add(duration)
    }
  }

  /// Counts a request that was turned away, if that was to protect the server.
  func rejected(_ problem: Problem.Kind) {
    if let rejection = Rejection(problem) { rejected(rejection) }
  }

  func rejected(_ rejection: Rejection) {
    state.withLock { $0.rejections[rejection, default: 0] += 1 }
  }

  func write(to text: inout PrometheusText) {
    let state = state.withLock { $0 }
    text.metric("fleetcast_http_requests_total", .counter, "Requests answered.")
    for (key, count) in state.requests.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      text.sample(
        Double(count), [("route", key.route), ("method", key.method), ("code", "\(key.code)")])
    }
    text.metric(
      "fleetcast_http_request_duration_seconds", .histogram,
      "Time from a request's head to the beginning of its answer.")
    for (route, histogram) in state.durations.sorted(by: { $0.key < $1.key }) {
      text.samples(of: histogram, [("route", route)])
    }
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
