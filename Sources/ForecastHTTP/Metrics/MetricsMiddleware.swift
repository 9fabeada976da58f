import HTTPTypes
import Hummingbird

/// Counts every request, times it, and tells the log of it.
struct MetricsMiddleware<Context: RequestContext>: RouterMiddleware {
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
    // Errors are answers by now; one that is none ends the connection.
    let status = (try? result.get())?.status ?? .internalServerError
    // Where there is no route the framework has a word of its own for it.
    let route = context.endpointPath.flatMap { $0.hasPrefix("/") ? $0 : nil }
    let duration = start.duration(to: .now)
    metrics.end(route: route, method: request.method, status: status, duration: duration)
    return log.logged(try result.get(), request, context, since: start, duration)
  }
}
