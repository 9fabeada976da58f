import AccessTokens
import ActualsSpool
import Customers
import Dispatch
import Forecasting
import HTTPTypes
import Hummingbird
import JSONCoding

/// The route by which actuals come ahead of the nightly files.
///
/// They are appended to the spool and acknowledged once they are on the disk; the next run, or
/// `fleetcast actuals`, scores the models on them. By a token whoever may write the customers
/// sends them; without tokens only this machine does: the server must listen on a loopback address, and
/// the request must name one, so that no page of another site that a browser shows can send any either.
struct ActualsRoutes: Sendable {
  let spool: ActualsSpool
  let host: String
  let body: BodyLimit
  /// Waiting for the disk, or for a spool that is being shortened, must not hold up forecasts.
  private let thread = DispatchQueue(label: "fleetcast.actuals")

  init(spool: ActualsSpool, host: String, body: BodyLimit) {
    self.spool = spool
    self.host = host
    self.body = body
  }

  var routes: [RouteTable.Route] {
    [.init(method: .post, path: "/v1/actuals", needs: .write, respond: take)]
  }

  private func take(
    _ request: Request, _ context: EndpointContext
  ) async throws -> Response {
    if !context.grant.isByToken { try checkIsLocal(request) }
    let type = request.mediaType ?? ""
    guard let format = ActualsBody(rawValue: type) else {
      throw Problem.unsupportedType(
        type, expected: ActualsBody.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let held = try await request.wholeBody(body, context)
    let actuals = try held.withBytes(format.actuals)
    for customer in Set(actuals.map(\.customer)) {
      try context.grant.check(.write, of: customer)
    }
    try await append(actuals)
    var writer = JSONWriter(reservingBytes: 32)
    writer.object { writer in
      writer.name("accepted")
      writer.integer(actuals.count)
    }
    writer.lineFeed()
    return Response(status: .accepted, contentType: "application/json", writer.bytes)
  }

  private func checkIsLocal(_ request: Request) throws(Problem) {
    guard LoopbackName.isLoopback(host), LoopbackName.isLoopback(request.head.authority) else {
      throw Problem(
        kind: .notLocal,
        detail: "without tokens actuals are taken from this machine alone, by a server that listens"
          + " on 127.0.0.1")
    }
  }

  private func append(_ actuals: [Actual]) async throws {
    let result = await withCheckedContinuation { continuation in
      thread.async { [spool] in
        continuation.resume(
          returning: Result { () throws(ActualsSpoolError) in try spool.append(actuals) })
      }
    }
    guard case .failure(let error) = result else { return }
    guard case .full = error else { throw error }
    throw Problem(
      kind: .noRoom,
      detail: "too many actuals wait; the next run, or 'fleetcast actuals', makes room")
  }
}
