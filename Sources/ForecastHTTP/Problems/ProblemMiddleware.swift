import HTTPTypes
import Hummingbird
import Logging

/// Gives every answer its request's identity, and turns errors into problem documents.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
  let routes: RouteTable
  private let metrics: RequestMetrics
  private let logger: Logger
  private let identities: RequestIdentities

  init(
    routes: RouteTable, metrics: RequestMetrics, identities: RequestIdentities, logger: Logger
  ) {
    self.routes = routes
    self.identities = identities
    self.metrics = metrics
    self.logger = logger
  }

  // Hummingbird's closures run where they like; with this target's default they would not match.
  @concurrent func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    let requestID = identities.identity(of: request)
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as AbandonedRequest {
      // The connection has told its client, and the log.
      throw error
    } catch {
      let problem = problem(error, request)
      report(problem, error, requestID)
      metrics.rejected(problem.kind)
      response = routes.errorForm(at: request.uri.path).response(
        problem, instance: request.uri.path, requestID: requestID)
      if request.method == .head { response = response.createHeadResponse() }
    }
    response.headers[.requestID] = requestID
    if request.uri.path.hasPrefix("/endpoints/") { response.headers[.amazonRequestID] = requestID }
    return response
  }

  private func problem(_ error: any Error, _ request: Request) -> Problem {
    guard let error = error as? HTTPError, error.status == .notFound else { return Problem(error) }
    let allowed = routes.methods(at: request.uri.path)
    guard !allowed.isEmpty else {
      return Problem(kind: .unknownPath, detail: "this server has no such path")
    }
    let list = allowed.map(\.rawValue).joined(separator: ", ")
    return Problem(
      kind: .methodNotAllowed, detail: "this path answers \(list) only",
      headers: [.allow: list])
  }

  /// What is no fault of the program is told once, by whoever found it, or counted.
  private func report(_ problem: Problem, _ error: any Error, _ requestID: String) {
    guard problem.kind == .internalError else { return }
    logger.error(
      "request failed", metadata: ["request_id": "\(requestID)", "error": "\(error)"])
  }
}
