import AccessTokens
import Customers
import HTTPTypes
import Hummingbird
import JSONCoding
import ModelServing

/// The routes by which SageMaker tells a multi-model container what to serve, and asks it.
struct ModelRoutes: Sendable {
  let models: RegisteredModels
  let limits: InvocationLimits

  private static let largestPage = 100
  /// Of a body that holds a name and a path.
  private static let maximumBodyBytes = 16 << 10

  var routes: [RouteTable.Route] {
    let (list, one) = ("/models", "/models/{name}")
    return [
      .init(method: .post, path: list, needs: .admin, errors: .container, respond: register),
      .init(method: .get, path: list, needs: .admin, errors: .container, respond: page),
      .init(method: .get, path: one, needs: .admin, errors: .container, respond: entry),
      .init(method: .delete, path: one, needs: .admin, errors: .container, respond: unregister),
      .init(
        method: .post, path: "/models/{name}/invoke", needs: .read, errors: .container,
        respond: invoke),
    ]
  }

  private func register(
    _ request: Request, _ context: EndpointContext
  ) async throws -> Response {
    let limit = limits.body.capped(at: Self.maximumBodyBytes)
    let body = try await request.wholeBody(limit, context)
    let (name, path) = try body.withBytes(Self.registration)
    do {
      try await Patience(of: request).wait {
        try await models.register(name, path: path)
      }
    } catch let error as RegistrationError {
      throw Problem(error)
    }
    return Self.status("Workers scaled")
  }

  private func page(_ request: Request, _ context: EndpointContext) throws -> Response {
    let query = try QueryParameters(request.uri.query, known: ["limit", "next_page_token"])
    let limit = try query.value("limit", expected: "expected a whole number from 1") { text in
      Int(text).flatMap { $0 >= 1 ? $0 : nil }
    }
    let last = try query.value("next_page_token", expected: "expected what nextPageToken was") {
      // What is no name came from no page.
      try? CustomerID($0)
    }
    let page = models.page(
      after: last, limit: min(limit ?? Self.largestPage, Self.largestPage))
    return Self.json { writer in
      writer.name("models")
      writer.array { writer in
        for entry in page.entries { writer.object { Self.write(entry, to: &$0) } }
      }
      guard let next = page.next else { return }
      writer.name("nextPageToken")
      writer.string(next.text)
    }
  }

  private func entry(_ request: Request, _ context: EndpointContext) throws -> Response {
    let name = try Self.name(context)
    guard let entry = models.entry(of: name) else { throw Problem(.unknown(name: name.text)) }
    return Self.json { Self.write(entry, to: &$0) }
  }

  private func unregister(_ request: Request, _ context: EndpointContext) throws -> Response {
    let name = try Self.name(context)
    do {
      try models.unregister(name)
    } catch {
      throw Problem(error)
    }
    return Self.status("Model \"\(name)\" unregistered")
  }

  private func invoke(
    _ request: Request, _ context: EndpointContext
  ) async throws -> Response {
    let name = try Self.name(context)
    try context.grant.check(.read, of: name)
    guard models.entry(of: name) != nil else { throw Problem(.unknown(name: name.text)) }
    let invocation = try await Invocation.read(request, context, limits)
    do {
      let served = try await Patience(of: request).wait {
        try await models.model(of: name)
      }
      return try invocation.answer(by: served)
    } catch ServingError.cancelled {
      throw AbandonedRequest()
    } catch ServingError.unknownCustomer {
      throw Problem(.unknown(name: name.text))
    } catch let error as ServingError {
      throw Problem(error, customer: name)
    }
  }

  private static func registration(
    in body: [UInt8]
  ) throws(Problem) -> (name: CustomerID, path: String) {
    let value: JSONValue
    do {
      value = try JSONValue(reading: body)
    } catch {
      throw Problem(kind: .badBody, detail: "the body is no JSON: \(error)")
    }
    guard case .object(let members) = value, case .string(let name)? = members["model_name"],
      case .string(let path)? = members["url"]
    else {
      throw Problem(kind: .badBody, detail: "expected the texts 'model_name' and 'url'")
    }
    do {
      return (try CustomerID(name), path)
    } catch {
      throw Problem(kind: .badBody, detail: "model_name: \(error)")
    }
  }

  private static func name(_ context: EndpointContext) throws(Problem) -> CustomerID {
    let text = context.parameters.get("name").flatMap { $0.percentDecoded() } ?? ""
    do {
      return try CustomerID(text)
    } catch {
      throw Problem(.unknown(name: text))
    }
  }

  private static func write(_ entry: RegisteredModels.Entry, to writer: inout JSONWriter) {
    writer.name("modelName")
    writer.string(entry.name.text)
    writer.name("modelUrl")
    writer.string(entry.path)
  }

  private static func status(_ text: String) -> Response {
    json { writer in
      writer.name("status")
      writer.string(text)
    }
  }

  private static func json(_ members: (inout JSONWriter) -> Void) -> Response {
    var writer = JSONWriter()
    writer.object(members)
    writer.lineFeed()
    return Response(contentType: "application/json", writer.bytes)
  }
}

extension Problem {
  init(_ error: RegistrationError) {
    let kind: Kind =
      switch error {
      case .alreadyRegistered: .alreadyRegistered
      case .unknown, .missing: .unknownModel
      case .notAllowed, .unreadable: .badModel
      case .tooLarge, .tooMany: .noRoom
      case .overloaded: .overloaded
      }
    self.init(kind: kind, detail: "\(error)")
  }
}
