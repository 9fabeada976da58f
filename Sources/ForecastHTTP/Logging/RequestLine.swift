import Customers
import HTTPTypes
import Hummingbird
import Logging

/// What the log says of a request.
struct RequestLine: Sendable {
  private let request: HTTPRequest
  private let response: HTTPResponse
  private let route: String?
  private let customer: String?
  private let client: String?

  /// - Parameters:
  ///   - request: That was answered.
  ///   - response: With the request's identity.
  ///   - context: Knows the route and what it found in the path.
  init(_ request: Request, _ response: Response, _ context: some RequestContext) {
    self.request = request.head
    self.response = response.head
    route = context.endpointPath.flatMap { $0.hasPrefix("/") ? $0 : nil }
    client = (context as? any RemoteAddressRequestContext)?.remoteAddress?.ipAddress
    customer =
      context.parameters.get("id").map { $0.percentDecoded() ?? $0 }
      ?? request.headers[.targetModel].map { name in
        name.hasSuffix(CustomerID.archiveEnding)
          ? String(name.dropLast(CustomerID.archiveEnding.count)) : name
      }
  }

  /// The members of the line; nothing of a query, which may hold what is nobody else's business.
  ///
  /// - Parameters:
  ///   - duration: Of the request.
  ///   - bytes: Of the answer's body.
  ///   - isWhole: Whether all of it could be sent.
  ///   - mostCharacters: Of what clients choose freely.
  /// - Returns: What `docs/http-api.md` lists.
  func metadata(
    _ duration: Duration, bytes: Int, isWhole: Bool, mostCharacters: Int
  ) -> Logger.Metadata {
    let path = (request.path ?? "").prefix { $0 != "?" }
    var metadata: Logger.Metadata = [
      "method": "\(request.method.rawValue.prefix(mostCharacters))",
      "path": "\(path.prefix(mostCharacters))",
      "status": .stringConvertible(response.status.code),
      "duration_ms": .stringConvertible((duration / .microseconds(1)).rounded() / 1000),
      "bytes": .stringConvertible(bytes),
      "request_id": "\(response.headerFields[.requestID] ?? "")",
    ]
    metadata["route"] = route.map { "\($0)" }
    metadata["client"] = client.map { "\($0)" }
    metadata["customer"] = customer.map { "\($0.prefix(mostCharacters))" }
    metadata["amz_sdk_invocation_id"] = request.headerFields[.amazonInvocationID].map {
      "\($0.prefix(mostCharacters))"
    }
    if !isWhole { metadata["cut"] = .stringConvertible(true) }
    return metadata
  }
}

extension HTTPField.Name {
  fileprivate static let amazonInvocationID = known("amz-sdk-invocation-id")
}
