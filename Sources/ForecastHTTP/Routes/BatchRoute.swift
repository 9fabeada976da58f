import AccessTokens
import Hummingbird
import HTTPTypes
import ModelServing

/// `POST /v1/forecasts`: many questions, a line each, answered in their order.
struct BatchRoute: Sendable {
  let repository: ModelRepository
  let body: BodyLimit
  let forecasts: ForecastMeter

  private static let types: Set<String> = [
    "application/x-ndjson", "application/ndjson", "application/jsonl",
  ]

  var route: RouteTable.Route {
    .init(method: .post, path: "/v1/forecasts", needs: .read, respond: respond)
  }

  private func respond(
    _ request: Request, _ context: EndpointContext
  ) async throws -> Response {
    if let type = request.mediaType, !Self.types.contains(type) {
      throw Problem.unsupportedType(type, expected: "application/x-ndjson")
    }
    let format = try ForecastFormat.negotiated(accept: request.headers[.accept], from: [.ndjson])
    // Read whole before the first answer: many clients do not read before they have written all.
    let lines = try BatchLines(of: try await request.wholeBody(body, context))
    let batch = ForecastBatch(
      repository: repository, grant: context.grant, patience: Patience(of: request),
      forecasts: forecasts, lines: lines)
    return Response(
      status: .ok, headers: [.contentType: format.contentType],
      body: ResponseBody { writer in
        try await batch.write(to: &writer)
        try await writer.finish(nil)
      })
  }
}
