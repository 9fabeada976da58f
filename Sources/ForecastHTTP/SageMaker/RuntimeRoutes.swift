import AccessTokens
import Customers
import HTTPTypes
import Hummingbird
import ModelServing

/// The routes of SageMaker's runtime, for clients that were written for it.
///
/// Any endpoint's name is answered unless one is configured; the target model names the customer.
struct RuntimeRoutes: Sendable {
  let repository: ModelRepository
  let endpointName: String?
  let limits: InvocationLimits

  var routes: [RouteTable.Route] {
    [
      .init(
        method: .post, path: "/endpoints/{endpoint}/invocations", needs: .read,
        errors: .runtime, respond: invoke),
      .init(
        method: .post, path: "/endpoints/{endpoint}/invocations-response-stream", needs: .read,
        errors: .runtime, respond: refuse),
      .init(
        method: .post, path: "/endpoints/{endpoint}/async-invocations", needs: .read,
        errors: .runtime, respond: refuse),
    ]
  }

  private func invoke(
    _ request: Request, _ context: EndpointContext
  ) async throws -> Response {
    try checkEndpoint(context)
    let customer = try Self.customer(of: request)
    let invocation = try await Invocation.read(request, context, limits)
    let served = try await repository.servedModel(
      of: customer, for: context.grant, within: Patience(of: request))
    var response = try invocation.answer(by: served)
    response.headers[.productionVariant] = "AllTraffic"
    return response
  }

  private func refuse(_ request: Request, _ context: EndpointContext) throws -> Response {
    throw Problem(kind: .notOffered, detail: "only plain invocations are offered: InvokeEndpoint")
  }

  private func checkEndpoint(_ context: EndpointContext) throws(Problem) {
    guard let endpointName else { return }
    let asked = context.parameters.get("endpoint")?.percentDecoded()
    guard asked == endpointName else {
      throw Problem(
        kind: .unknownEndpoint, detail: "Endpoint \(asked ?? "") of this account not found.")
    }
  }

  private static func customer(of request: Request) throws(Problem) -> CustomerID {
    guard let target = try request.targetCustomer() else {
      throw Problem(
        kind: .missingTarget,
        detail: "This multi-model endpoint's invocation is missing a target model header: name"
          + " the customer's archive in X-Amzn-SageMaker-Target-Model, such as 8.tar.gz")
    }
    return target
  }
}

extension Request {
  /// The customer whose archive is the target model; nil where none is named.
  func targetCustomer() throws(Problem) -> CustomerID? {
    guard let target = headers[.targetModel], !target.isEmpty else { return nil }
    let ending = CustomerID.archiveEnding
    let name = target.hasSuffix(ending) ? String(target.dropLast(ending.count)) : target
    do {
      return try CustomerID(name)
    } catch {
      throw Problem(kind: .unknownCustomer, detail: "Failed to download model data: \(error)")
    }
  }
}
