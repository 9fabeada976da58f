import HTTPTypes

extension Problem {
  /// The problem types; `docs/http-api.md` describes each.
  enum Kind: String, Sendable, CaseIterable {
    case badRequest = "bad-request"
    case unauthenticated
    case outOfScope = "out-of-scope"
    case headersTooLarge = "headers-too-large"
    case targetTooLong = "target-too-long"
    case requestTimeout = "request-timeout"
    case expectationFailed = "expectation-failed"
    case clientGone = "client-gone"
    case unknownPath = "unknown-path"
    case unknownCustomer = "unknown-customer"
    case unknownEndpoint = "unknown-endpoint"
    case unknownModel = "unknown-model"
    case alreadyRegistered = "already-registered"
    case badModel = "bad-model"
    case noRoom = "no-room"
    case notLocal = "not-local"
    case missingTarget = "missing-target"
    case notOffered = "not-offered"
    case badParameter = "bad-parameter"
    case badBody = "bad-body"
    case bodyTooLarge = "body-too-large"
    case unsupportedType = "unsupported-type"
    case methodNotAllowed = "method-not-allowed"
    case notAcceptable = "not-acceptable"
    case outOfRange = "out-of-range"
    case covariatesMissing = "covariates-missing"
    case modelUnavailable = "model-unavailable"
    case overloaded
    case notReady = "not-ready"
    case deadlinePassed = "deadline-passed"
    case internalError = "internal-error"
  }
}

extension Problem.Kind {
  var status: HTTPResponse.Status {
    switch self {
    case .unknownPath, .unknownCustomer, .unknownEndpoint, .unknownModel: .notFound
    case .badRequest, .badParameter, .badBody, .badModel, .missingTarget, .notOffered: .badRequest
    case .headersTooLarge: .requestHeaderFieldsTooLarge
    case .targetTooLong: .uriTooLong
    case .requestTimeout: .requestTimeout
    case .expectationFailed: .expectationFailed
    // As nginx has it in its logs.
    case .clientGone: HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request")
    case .unauthenticated: .unauthorized
    case .notLocal, .outOfScope: .forbidden
    case .alreadyRegistered: .conflict
    case .noRoom: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
    case .bodyTooLarge: .contentTooLarge
    case .unsupportedType: .unsupportedMediaType
    case .methodNotAllowed: .methodNotAllowed
    case .notAcceptable: .notAcceptable
    case .outOfRange, .covariatesMissing: .unprocessableContent
    case .modelUnavailable, .overloaded, .notReady: .serviceUnavailable
    case .deadlinePassed: .gatewayTimeout
    case .internalError: .internalServerError
    }
  }

  var title: String {
    switch self {
    case .badRequest: "Bad request"
    case .unauthenticated: "Not authenticated"
    case .outOfScope: "Out of scope"
    case .headersTooLarge: "Headers too large"
    case .targetTooLong: "Target too long"
    case .requestTimeout: "Request too slow"
    case .expectationFailed: "Expectation failed"
    case .clientGone: "Client has gone"
    case .unknownPath: "No such path"
    case .unknownCustomer: "No such customer"
    case .unknownEndpoint: "No such endpoint"
    case .unknownModel: "No such model"
    case .alreadyRegistered: "Model is registered already"
    case .badModel: "Model cannot be used"
    case .noRoom: "No room"
    case .notLocal: "Not local"
    case .missingTarget: "No target model"
    case .notOffered: "Not offered"
    case .badParameter: "Bad parameter"
    case .badBody: "Bad body"
    case .bodyTooLarge: "Body too large"
    case .unsupportedType: "Unsupported content type"
    case .methodNotAllowed: "Method not allowed"
    case .notAcceptable: "Not acceptable"
    case .outOfRange: "Out of range"
    case .covariatesMissing: "Covariates missing"
    case .modelUnavailable: "Model unavailable"
    case .overloaded: "Overloaded"
    case .notReady: "Not ready"
    case .deadlinePassed: "Deadline passed"
    case .internalError: "Internal error"
    }
  }
}
