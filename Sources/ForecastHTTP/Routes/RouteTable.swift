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

  /// The path of the routes that answer there, by whatever method; nil where there is none.
  func pattern(of path: String) -> String? {
    let parts = path.split(separator: "/")
    return routes.first { Self.matches($0.path, parts) }?.path
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
  ///   - desk: Has the metrics that count every request, its names, and the log of them.
  ///   - authentication: Says what each caller may do.
  ///   - logger: Hears of the server's own faults.
  /// - Returns: A router with all routes, and what watches over them.
  func router(
    counting desk: FaultDesk, for authentication: Authentication, logger: Logger
  ) -> Router<EndpointContext> {
    let router = Router(
      context: EndpointContext.self, options: .autoGenerateHeadEndpoints)
    router.add(
      middleware: MetricsMiddleware(routes: self, metrics: desk.metrics, log: desk.log))
    router.add(
      middleware: ProblemMiddleware(
        routes: self, metrics: desk.metrics, identities: desk.identities, logger: logger))
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
