import AccessTokens
import Customers
import HTTPTypes
import Hummingbird
import JSONCoding
import ModelArtifacts
import ModelServing

/// `GET /v1/customers`: everybody who has a model and whom the caller may read, page by
/// page.
struct CustomerListRoute: Sendable {
  private static let path = "/v1/customers"
  private static let largestPage = 1000
  private static let usualPage = 100

  /// Nobody where it is nil.
  let customers: CustomerListing?

  var route: RouteTable.Route { .init(method: .get, path: Self.path, needs: .read, respond: page) }

  private func page(
    _ request: Request, _ context: EndpointContext
  ) async throws -> Response {
    let format = try ForecastFormat.negotiated(accept: request.headers[.accept], from: [.json])
    let query = try QueryParameters(request.uri.query, known: ["limit", "after"])
    let limit = try query.value(
      "limit", expected: "expected a whole number from 1 to \(Self.largestPage)"
    ) { text in
      Int(text).flatMap { (1...Self.largestPage).contains($0) ? $0 : nil }
    }
    let last = try query.value("after", expected: "expected a customer's ID") {
      // What is no ID is said above.
      try? CustomerID($0)
    }
    let size = limit ?? Self.usualPage
    let page = try await page(of: context.grant.customers(for: .read), after: last, limit: size)
    let next = page.next.map { "\(Self.path)?limit=\(size)&after=\($0.text)" }
    var response = AnswerEncoding(request).response(
      Self.json(page.customers, next: next), format.contentType)
    if let next { response.headers[.link] = "<\(next)>; rel=\"next\"" }
    return response
  }

  private func page(
    of globs: [CustomerGlob], after last: CustomerID?, limit: Int
  ) async throws(Problem) -> (
    customers: [(id: CustomerID, version: ArtifactVersion)], next: CustomerID?
  ) {
    guard let customers else { return ([], nil) }
    do {
      return try await customers.page(of: globs, after: last, limit: limit)
    } catch {
      throw Problem(kind: .notReady, detail: "the artifacts folder cannot be listed")
    }
  }

  private static func json(
    _ customers: [(id: CustomerID, version: ArtifactVersion)], next: String?
  ) -> [UInt8] {
    var writer = JSONWriter(reservingBytes: 64 + 64 * customers.count)
    writer.object { writer in
      writer.name("customers")
      writer.array { writer in
        for customer in customers {
          writer.object { writer in
            writer.name("id")
            writer.string(customer.id.text)
            writer.name("version")
            writer.string(customer.version.token)
          }
        }
      }
      guard let next else { return }
      writer.name("next")
      writer.string(next)
    }
    writer.lineFeed()
    return writer.bytes
  }
}

extension HTTPField.Name {
  fileprivate static let link = known("Link")
}
