import Customers
import HTTPTypes
import Hummingbird
import JSONCoding
import ModelArtifacts
import ModelServing

/// What went wrong with a request, as the client is told: a problem document of RFC 9457.
struct Problem: Error, Hashable {
  /// The problem types; `docs/http-api.md` describes each.
  enum Kind: String, Sendable, CaseIterable {
    case unknownPath = "unknown-path"
    case unknownCustomer = "unknown-customer"
    case badParameter = "bad-parameter"
    case methodNotAllowed = "method-not-allowed"
    case notAcceptable = "not-acceptable"
    case outOfRange = "out-of-range"
    case covariatesMissing = "covariates-missing"
    case modelUnavailable = "model-unavailable"
    case overloaded
    case notReady = "not-ready"
    case internalError = "internal-error"
  }

  let kind: Kind
  var detail: String
  /// Members of this kind of problem, such as the parameter's name.
  var members: [Member] = []
  var headers = HTTPFields()

  struct Member: Hashable, Sendable {
    let name: String
    let value: String
  }
}

extension Problem.Kind {
  var status: HTTPResponse.Status {
    switch self {
    case .unknownPath, .unknownCustomer: .notFound
    case .badParameter: .badRequest
    case .methodNotAllowed: .methodNotAllowed
    case .notAcceptable: .notAcceptable
    case .outOfRange, .covariatesMissing: .unprocessableContent
    case .modelUnavailable, .overloaded, .notReady: .serviceUnavailable
    case .internalError: .internalServerError
    }
  }

  var title: String {
    switch self {
    case .unknownPath: "No such path"
    case .unknownCustomer: "No such customer"
    case .badParameter: "Bad parameter"
    case .methodNotAllowed: "Method not allowed"
    case .notAcceptable: "Not acceptable"
    case .outOfRange: "Out of range"
    case .covariatesMissing: "Covariates missing"
    case .modelUnavailable: "Model unavailable"
    case .overloaded: "Overloaded"
    case .notReady: "Not ready"
    case .internalError: "Internal error"
    }
  }
}

extension Problem {
  /// A parameter whose value is not what it should be.
  static func badParameter(_ name: String, value: String, expected: String) -> Problem {
    Problem(
      kind: .badParameter, detail: "parameter '\(name)': \(expected)",
      members: [Member(name: "parameter", value: name), Member(name: "value", value: value)])
  }

  /// A parameter's value that is well formed, but not for this customer's model.
  static func outOfRange(_ name: String, value: String, expected: String) -> Problem {
    Problem(
      kind: .outOfRange, detail: "parameter '\(name)': \(expected)",
      members: [Member(name: "parameter", value: name), Member(name: "value", value: value)])
  }

  init(_ error: ServingError, customer: CustomerID) {
    switch error {
    case .unknownCustomer:
      self.init(kind: .unknownCustomer, detail: "there is no model of customer '\(customer)'")
    case .artifact(let cause):
      // The cause itself may name paths of this machine; the log has it.
      self.init(
        kind: .modelUnavailable, detail: "the model of customer '\(customer)' cannot be read",
        members: [Member(name: "reason", value: cause.reason)])
    case .overloaded, .cancelled:
      self.init(
        kind: .overloaded, detail: "too many models are being read; try again in a second",
        headers: [.retryAfter: "1"])
    }
  }

  /// What an error that a route threw is to the client.
  init(_ error: any Error) {
    if let problem = error as? Problem {
      self = problem
    } else {
      self.init(kind: .internalError, detail: "the server failed at this request; its log says why")
    }
  }

  /// The document, with the request that it is about.
  func response(instance: String, requestID: String) -> Response {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("type")
      writer.string("urn:fleetcast:problem:" + kind.rawValue)
      writer.name("title")
      writer.string(kind.title)
      writer.name("status")
      writer.integer(kind.status.code)
      let about = [
        Member(name: "detail", value: detail), Member(name: "instance", value: instance),
        Member(name: "request_id", value: requestID),
      ]
      for member in about + members {
        writer.name(member.name)
        writer.string(member.value)
      }
    }
    writer.lineFeed()
    var response = Response(
      status: kind.status, contentType: "application/problem+json", writer.bytes)
    response.headers.append(contentsOf: headers)
    return response
  }
}
