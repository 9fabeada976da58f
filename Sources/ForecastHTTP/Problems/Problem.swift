import Customers
import ForecastFormats
import Forecasting
import HTTPTypes
import ModelArtifacts
import ModelServing

/// What went wrong with a request, as the client is told.
///
/// `ErrorForm` says how it is written.
struct Problem: Error, Hashable {
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

  init(_ error: ForecastQuestionError) {
    switch error {
    case .notAnObject: self.init(kind: .badBody, detail: "\(error)")
    case .unknownMember(let name, _), .bad(let name, _):
      self.init(
        kind: .badBody, detail: "\(error)", members: [Member(name: "parameter", value: name)])
    case .outOfRange(let name, _):
      self.init(
        kind: .outOfRange, detail: "\(error)", members: [Member(name: "parameter", value: name)])
    }
  }

  /// What a model makes of a question that came in a body.
  init(_ error: ForecastRequestError) {
    switch error {
    case .horizon: self.init(kind: .outOfRange, detail: "'horizon': \(error)")
    case .start: self.init(kind: .outOfRange, detail: "'start': \(error)")
    case .covariates(let cause):
      self.init(kind: .covariatesMissing, detail: "\(error)", members: Self.members(of: cause))
    }
  }

  /// Which column is missing, and where.
  static func members(of error: ForecastError) -> [Member] {
    guard case .futureMissing(let name, let time) = error else { return [] }
    let text = TimestampText(writing: [time]).text(of: time)
    return [Member(name: "column", value: name), Member(name: "timestamp", value: text)]
  }

  /// What an error that a route threw is to the client.
  init(_ error: any Error) {
    if let problem = error as? Problem {
      self = problem
    } else if error is AbandonedRequest {
      self.init(kind: .deadlinePassed, detail: "the request was not answered in time")
    } else {
      self.init(kind: .internalError, detail: "the server failed at this request; its log says why")
    }
  }
}
