import AccessTokens
import Customers
import ForecastFormats
import Hummingbird
import ModelServing

/// `POST /invocations`: how SageMaker asks a container that has one model, or a folder of them.
struct InvocationRoutes: Sendable {
  let repository: ModelRepository
  /// Asked where the request names no customer.
  let single: ModelRepository?
  let limits: InvocationLimits

  var routes: [RouteTable.Route] {
    [.init(method: .post, path: "/invocations", needs: .read, errors: .container, respond: invoke)]
  }

  private func invoke(
    _ request: Request, _ context: EndpointContext
  ) async throws -> Response {
    let target = try request.targetCustomer()
    let invocation = try await Invocation.read(request, context, limits)
    let asked = try invocation.question.customer.map { text throws(Problem) in
      try CustomerID(asked: text)
    }
    if let asked, let target, asked != target {
      throw Problem(kind: .badBody, detail: "'customer' is \(asked), the target model \(target)")
    }
    let served = try await model(
      of: asked ?? target, for: context.grant, within: Patience(of: request))
    return try invocation.answer(by: served)
  }

  private func model(
    of customer: CustomerID?, for grant: Grant, within patience: Patience
  ) async throws -> ServedModel {
    if let customer {
      return try await repository.servedModel(of: customer, for: grant, within: patience)
    }
    guard let single else { throw Self.noCustomer }
    let name = try CustomerID("model")
    do {
      return try await single.servedModel(of: name, for: grant, within: patience)
    } catch let problem as Problem where problem.kind == .unknownCustomer {
      throw Self.noCustomer
    }
  }

  private static let noCustomer = Problem(
    kind: .missingTarget,
    detail:
      "name the customer: in X-Amzn-SageMaker-Target-Model, such as 8.tar.gz, or in the body's"
      + " member 'customer'")
}
