import Customers
import ForecastFormats
import Forecasting
import HTTPTypes
import Hummingbird
import ModelServing

/// The routes for people and programs that ask for forecasts.
struct ForecastRoutes: Sendable {
  let repository: ModelRepository

  var routes: [RouteTable.Route] {
    [
      .init(method: .get, path: "/v1/customers/{id}/forecast", respond: forecast),
      .init(method: .get, path: "/v1/customers/{id}", respond: customer),
    ]
  }

  private func forecast(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let customer = try Self.customer(of: context)
    let parameters = try ForecastParameters(query: request.uri.query)
    let format = try parameters.format ?? .negotiated(accept: request.headers[.accept])
    let served = try await model(of: customer)
    let document = ForecastDocument(
      customer: customer, version: served.version, model: served.model,
      forecast: try Self.forecast(by: served, parameters))
    let bytes =
      switch format {
      case .json: document.json()
      case .csv: document.csv()
      }
    var response = Response(contentType: format.contentType, bytes)
    response.headers[.vary] = "Accept"
    return response
  }

  private func customer(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let served = try await model(of: try Self.customer(of: context))
    let document = CustomerDocument(
      manifest: served.manifest, version: served.version, model: served.model)
    return Response(contentType: "application/json", document.json())
  }

  private func model(of customer: CustomerID) async throws(Problem) -> ServedModel {
    do {
      return try await repository.model(of: customer)
    } catch {
      throw Problem(error, customer: customer)
    }
  }

  private static func forecast(
    by served: ServedModel, _ parameters: ForecastParameters
  ) throws(Problem) -> Forecast {
    do {
      return try parameters.request.forecast(by: served.model)
    } catch {
      throw parameters.problem(error)
    }
  }

  /// The customer that the path names.
  ///
  /// What can be no ID is as unknown as an ID that nobody has.
  private static func customer(of context: BasicRequestContext) throws(Problem) -> CustomerID {
    let text = context.parameters.get("id") ?? ""
    guard let decoded = text.percentDecoded() else {
      throw Problem(kind: .unknownCustomer, detail: "the ID is not percent-encoded UTF-8")
    }
    do {
      return try CustomerID(decoded)
    } catch {
      throw Problem(kind: .unknownCustomer, detail: "\(error)")
    }
  }
}
