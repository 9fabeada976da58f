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
    [.init(method: .post, path: "/invocations", errors: .container, respond: invoke)]
  }

  private func invoke(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let target = try request.targetCustomer()
    let invocation = try await Invocation(request, limits)
    let asked = try invocation.question.customer.map { text throws(Problem) in
      do {
        return try CustomerID(text)
      } catch {
        throw Problem(kind: .unknownCustomer, detail: "\(error)")
      }
    }
    if let asked, let target, asked != target {
      throw Problem(kind: .badBody, detail: "'customer' is \(asked), the target model \(target)")
    }
    return try invocation.answer(by: try await model(of: asked ?? target))
  }

  private func model(of customer: CustomerID?) async throws -> ServedModel {
    if let customer {
      do {
        return try await repository.model(of: customer)
      } catch {
        throw Problem(error, customer: customer)
      }
    }
    guard let single else { throw Self.noCustomer }
    let name = try CustomerID("model")
    do {
      return try await single.model(of: name)
    } catch {
      if case .unknownCustomer = error { throw Self.noCustomer }
      throw Problem(error, customer: name)
    }
  }

  private static let noCustomer = Problem(
    kind: .missingTarget,
    detail:
      "name the customer: in X-Amzn-SageMaker-Target-Model, such as 8.tar.gz, or in the body's"
      + " member 'customer'")
}
