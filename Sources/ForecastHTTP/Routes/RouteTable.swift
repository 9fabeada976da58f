import AccessTokens
import HTTPTypes
import Hummingbird
import Logging

/// Every path that the server answers, once: the router is filled from it, and what the server says
/// of itself is read from it.
struct RouteTable: Sendable {
  struct Route: Sendable {
    let method: HTTPRequest.Method
    /// A part in braces stands for any text without a slash.
    let path: String
    /// What the caller must be allowed; nil where anybody is answered.
    ///
    /// A route that names customers looks itself at whose they are.
    let needs: AccessRight?
    var errors = ErrorForm.problem
    let respond: @Sendable (Request, EndpointContext) async throws -> Response
  }

  let routes: [Route]

  /// The methods that the path can be asked with; empty where there is no such path.
  func methods(at path: String) -> [HTTPRequest.Method] {
    let parts = path.split(separator: "/")
    let methods = routes.filter { Self.matches($0.path, parts) }.map(\.method)
    return methods.contains(.get) ? methods + [.head] : methods
  }

  /// How errors at a path are told, also where there is no such path: as at its neighbours.
  func errorForm(at path: String) -> ErrorForm {
    let first = path.split(separator: "/", maxSplits: 1).first
    let neighbour = routes.first { $0.path.split(separator: "/", maxSplits: 1).first == first }
    return neighbour?.errors ?? .problem
  }

  private static func matches(_ pattern: String, _ parts: [Substring]) -> Bool {
    let pattern = pattern.split(separator: "/")
    return pattern.count == parts.count
      && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
  }

  /// - Parameters:
  ///   - metrics: Counts every request.
  ///   - authentication: Says what each caller may do.
  ///   - logger: Hears of the server's own faults.
  ///   - slowAfter: Requests that take so long are warned of.
  /// - Returns: A router with all routes, and what watches over them.
  func router(
    counting metrics: RequestMetrics, for authentication: Authentication, logger: Logger,
    slowAfter: Duration
  ) -> Router<EndpointContext> {
    let log = RequestLog(logger: logger, slowAfter: slowAfter)
    let router = Router(
      context: EndpointContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: MetricsMiddleware(metrics: metrics, log: log))
    router.add(middleware: ProblemMiddleware(routes: self, metrics: metrics, logger: logger))
    for route in routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        var context = context
        context.grant = try authentication.grant(to: request, needing: route.needs)
        return try await route.respond(request, context)
      }
    }
    return router
  }
}
