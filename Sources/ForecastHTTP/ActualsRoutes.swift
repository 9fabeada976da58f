import ActualsSpool
import Customers
import Dispatch
import Forecasting
import Glibc
import HTTPTypes
import Hummingbird
import JSONCoding

/// The route by which actuals come ahead of the nightly files.
///
/// They are appended to the spool and acknowledged once they are on the disk; the next run, or
/// `fleetcast actuals`, scores the models on them. Without tokens only this machine may send any: the
/// server must listen on a loopback address, and the request must name one, so that no page of another
/// site that a browser shows can send any either.
struct ActualsRoutes: Sendable {
  let spool: ActualsSpool
  let host: String
  let maximumBodyBytes: Int
  /// Waiting for the disk, or for a spool that is being shortened, must not hold up forecasts.
  private let thread = DispatchQueue(label: "fleetcast.actuals")

  init(spool: ActualsSpool, host: String, maximumBodyBytes: Int) {
    self.spool = spool
    self.host = host
    self.maximumBodyBytes = maximumBodyBytes
  }

  var routes: [RouteTable.Route] {
    [.init(method: .post, path: "/v1/actuals", respond: take)]
  }

  private func take(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    guard LoopbackName.isLoopback(host), LoopbackName.isLoopback(request.head.authority) else {
      throw Problem(
        kind: .notLocal,
        detail: "actuals are taken from this machine alone, by a server that listens on 127.0.0.1")
    }
    let type = request.mediaType ?? ""
    guard let format = ActualsBody(rawValue: type) else {
      throw Problem.unsupportedType(
        type, expected: ActualsBody.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let actuals = try format.actuals(in: try await request.wholeBody(limit: maximumBodyBytes))
    try await append(actuals)
    var writer = JSONWriter(reservingBytes: 32)
    writer.object { writer in
      writer.name("accepted")
      writer.integer(actuals.count)
    }
    writer.lineFeed()
    return Response(status: .accepted, contentType: "application/json", writer.bytes)
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

/// Names of this machine that no other can have.
enum LoopbackName {
  /// Whether a name means this machine, wherever it is said.
  ///
  /// - Parameter authority: A host with or without a port; nil is none.
  /// - Returns: True of `localhost`, 127.0.0.0/8 and ::1.
  static func isLoopback(_ authority: String?) -> Bool {
    guard var name = authority?.lowercased() else { return false }
    if name.hasPrefix("[") {
      return name.hasPrefix("[::1]") && name.dropFirst(5).allSatisfy { $0 == ":" || $0.isNumber }
    }
    if name == "::1" { return true }
    if let colon = name.lastIndex(of: ":") { name = String(name[..<colon]) }
    if name == "localhost" { return true }
    var address = in_addr()
    return inet_pton(AF_INET, name, &address) == 1 && UInt32(bigEndian: address.s_addr) >> 24 == 127
  }
}
