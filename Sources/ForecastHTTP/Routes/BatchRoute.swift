import AccessTokens
import Hummingbird
import HTTPTypes
import ModelServing

/// `POST /v1/forecasts`: many questions, a line each, answered in their order.
struct BatchRoute: Sendable {
  static let mostLines = 10_000

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
    let held = try await request.wholeBody(body, context)
    let batch = ForecastBatch(
      repository: repository, grant: context.grant, patience: Patience(of: request),
      forecasts: forecasts, lines: try Self.lines(of: held.bytes))
    return Response(
      status: .ok, headers: [.contentType: format.contentType],
      body: ResponseBody { writer in
        try await batch.write(to: &writer)
        // The lines are parts of it.
        withExtendedLifetime(held) {}
        try await writer.finish(nil)
      })
  }

  /// Empty lines ask nothing, and count.
  private static func lines(of body: [UInt8]) throws(Problem) -> [ForecastBatch.Line] {
    let lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated().filter { !$0.element.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 } }
      .map { ForecastBatch.Line(number: $0.offset + 1, text: $0.element) }
    guard !lines.isEmpty else {
      throw Problem(kind: .badBody, detail: "no line asks anything; send a JSON object a line")
    }
    guard lines.count <= mostLines else {
      throw Problem(
        kind: .bodyTooLarge,
        detail: "\(lines.count) lines are too many: send at most \(mostLines) at a time")
    }
    return lines
  }
}
