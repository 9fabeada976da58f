import Hummingbird
import ModelServing

/// The routes for whoever watches the server.
struct HealthRoutes: Sendable {
  let repository: ModelRepository
  let drain: Drain

  var routes: [RouteTable.Route] {
    [
      .init(method: .get, path: "/ping", needs: nil, respond: ping),
      .init(method: .get, path: "/healthz", needs: nil, respond: healthz),
      .init(method: .get, path: "/readyz", needs: nil, respond: readyz),
    ]
  }

  /// As SageMaker asks it: alive, whatever is loaded.
  private func ping(_ request: Request, _ context: EndpointContext) throws -> Response {
    try checkDrain()
    return Self.status("Healthy")
  }

  private func healthz(_ request: Request, _ context: EndpointContext) -> Response {
    Self.status("ok")
  }

  /// Ready once the artifacts folder can be looked into; nothing is loaded for it.
  private func readyz(
    _ request: Request, _ context: EndpointContext
  ) async throws -> Response {
    try checkDrain()
    guard await repository.isReadable else {
      throw Problem(kind: .notReady, detail: "the artifacts folder cannot be read")
    }
    return Self.status("ready")
  }

  /// Whoever asks is to send its requests elsewhere.
  private func checkDrain() throws(Problem) {
    guard drain.hasBegun else { return }
    throw Problem(kind: .notReady, detail: "the server ends when it has answered what was asked")
  }

  private static func status(_ word: String) -> Response {
    Response(contentType: "application/json", Array("{\"status\":\"\(word)\"}\n".utf8))
  }
}
