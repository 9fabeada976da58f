import HTTPTypes
import Hummingbird

/// Counts every request, times it, and tells the log of it.
struct MetricsMiddleware<Context: RequestContext>: RouterMiddleware {
  let routes: RouteTable
  let metrics: RequestMetrics
  let log: RequestLog

  // Hummingbird's closures run where they like; with this target's default they would not match.
  @concurrent func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    metrics.begin()
    let start = ContinuousClock.now
    let result: Result<Response, any Error>
    do {
      result = .success(try await next(request, context))
    } catch {
      result = .failure(error)
    }
    // Errors are answers by now; one that is none ends the connection, if that has not ended yet.
    let response = try? result.get()
    let duration = start.duration(to: .now)
    metrics.end(
      route: route(of: request, context), method: request.method,
      status: response?.status ?? status(of: result, request), duration: duration,
      bytes: response.map(\.body.contentLength) ?? 0)
    return log.logged(
      try result.get(), request, context, since: start, duration, counting: metrics)
  }

  /// What the client of a request without an answer of its route was told.
  private func status(
    of result: Result<Response, any Error>, _ request: Request
  ) -> HTTPResponse.Status {
    guard case .failure(let error) = result, error is AbandonedRequest else {
      return .internalServerError
    }
    return routes.errorForm(at: request.uri.path).status(of: Problem(error))
  }

  private func route(of request: Request, _ context: Context) -> String? {
    // Where there is no route the framework has a word of its own for it; there may be one of another
    // method.
    if let path = context.endpointPath, path.hasPrefix("/") { return path }
    return routes.pattern(of: request.uri.path)
  }
}
