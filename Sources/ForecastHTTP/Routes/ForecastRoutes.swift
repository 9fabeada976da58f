import AccessTokens
import Customers
import ForecastFormats
import HTTPTypes
import Hummingbird
import ModelServing

/// The routes for people and programs that ask for one customer's forecast.
struct ForecastRoutes: Sendable {
  let repository: ModelRepository
  /// Of the program, because another one may answer otherwise.
  let version: String
  let forecasts: ForecastMeter

  var routes: [RouteTable.Route] {
    [
      .init(method: .get, path: "/v1/customers/{id}/forecast", needs: .read, respond: forecast),
      .init(method: .get, path: "/v1/customers/{id}", needs: .read, respond: customer),
    ]
  }

  private func forecast(
    _ request: Request, _ context: EndpointContext
  ) async throws -> Response {
    let customer = try Self.customer(of: context)
    let parameters = try ForecastParameters(query: request.uri.query)
    let format = try parameters.format ?? .negotiated(accept: request.headers[.accept])
    let served = try await repository.servedModel(
      of: customer, for: context.grant, within: Patience(of: request))
    let answer = ModelAnswer(
      request, version: served.version, format: format, program: version)
    return try answer.response(format.contentType) {
      let document = try document(served, parameters)
      return switch format {
      case .json: document.json()
      case .csv: document.csv()
      case .ndjson: document.jsonLines()
      }
    }
  }

  private func customer(
    _ request: Request, _ context: EndpointContext
  ) async throws -> Response {
    let format = try ForecastFormat.negotiated(accept: request.headers[.accept], from: [.json])
    let customer = try Self.customer(of: context)
    let served = try await repository.servedModel(
      of: customer, for: context.grant, within: Patience(of: request))
    let answer = ModelAnswer(
      request, version: served.version, format: format, program: version)
    return answer.response(format.contentType) {
      CustomerDocument(manifest: served.manifest, version: served.version, model: served.model)
        .json()
    }
  }

  private func document(
    _ served: ServedModel, _ parameters: ForecastParameters
  ) throws(Problem) -> ForecastDocument {
    do {
      return try forecasts.document(parameters.request, by: served)
    } catch {
      throw parameters.problem(error)
    }
  }

  /// The customer that the path names.
  ///
  /// What can be no ID is as unknown as an ID that nobody has.
  private static func customer(of context: EndpointContext) throws(Problem) -> CustomerID {
    let text = context.parameters.get("id") ?? ""
    guard let decoded = text.percentDecoded() else {
      throw Problem(kind: .unknownCustomer, detail: "the ID is not percent-encoded UTF-8")
    }
    return try CustomerID(asked: decoded)
  }
}

extension CustomerID {
  /// The ID that a client wrote.
  init(asked text: String) throws(Problem) {
    do {
      try self.init(text)
    } catch {
      throw Problem(kind: .unknownCustomer, detail: "\(error)")
    }
  }
}

extension ModelRepository {
  /// The model, or the problem that the client is told.
  ///
  /// - Parameters:
  ///   - customer: Whose.
  ///   - grant: What the caller may do; looked at before the model is.
  ///   - patience: How long to wait for it.
  /// - Returns: A lease.
  /// - Throws: `Problem`, or `AbandonedRequest`.
  func servedModel(
    of customer: CustomerID, for grant: Grant, within patience: Patience
  ) async throws -> ServedModel {
    try grant.check(.read, of: customer)
    do {
      // Most are there, and nobody waits.
      if let model = resident(customer) { return model }
      return try await patience.wait { try await self.model(of: customer) }
    } catch ServingError.cancelled {
      throw AbandonedRequest()
    } catch let error as ServingError {
      throw Problem(error, customer: customer)
    }
  }
}
