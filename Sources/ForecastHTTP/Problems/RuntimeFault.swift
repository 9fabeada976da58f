import HTTPTypes
import JSONCoding

/// A problem in the words of SageMaker's runtime, as botocore and its like read them: the type in a
/// header makes the exception's class, the members are what it carries.
struct RuntimeFault {
  /// The exception's name.
  let type: String
  let status: HTTPResponse.Status
  let message: String
  /// What the model itself said, where it was asked.
  let original: Original?

  struct Original {
    let status: Int
    let message: String
  }

  init(_ problem: Problem) {
    let isInvalid = Self.named("ValidationError", problem)
    switch problem.kind {
    case .unknownPath, .unknownEndpoint, .unknownCustomer, .unknownModel, .missingTarget,
      .notOffered, .notLocal, .badModel, .alreadyRegistered, .noRoom, .badRequest:
      self = isInvalid(.badRequest)
    case .headersTooLarge, .targetTooLong, .bodyTooLarge, .methodNotAllowed, .requestTimeout,
      .expectationFailed, .clientGone:
      self = isInvalid(problem.kind.status)
    // What a service of Amazon says where a signature or its owner's rights are not right.
    case .unauthenticated: self = Self.named("UnrecognizedClientException", problem)(.forbidden)
    case .outOfScope: self = Self.named("AccessDeniedException", problem)(.forbidden)
    case .badParameter, .badBody, .unsupportedType, .notAcceptable, .outOfRange,
      .covariatesMissing:
      self.init(model: problem, status: problem.kind.status.code, by: "client")
    // Asked again, a damaged archive is as damaged; SageMaker reports its like as the model's fault.
    case .modelUnavailable:
      self.init(model: problem, status: HTTPResponse.Status.internalServerError.code, by: "server")
    case .deadlinePassed:
      self.init(model: problem, status: problem.kind.status.code, by: "server")
    case .overloaded: self = Self.named("ServiceUnavailable", problem)(.serviceUnavailable)
    case .notReady: self = Self.named("ModelNotReadyException", problem)(.serviceUnavailable)
    case .internalError: self = Self.named("InternalFailure", problem)(.internalServerError)
    }
  }

  private init(
    type: String, status: HTTPResponse.Status, message: String, original: Original? = nil
  ) {
    self.type = type
    self.status = status
    self.message = message
    self.original = original
  }

  private init(model problem: Problem, status: Int, by side: String) {
    self.init(
      type: "ModelError", status: .failedDependency,
      message: "Received \(side) error (\(status)) from model with message \"\(problem.detail)\"",
      original: Original(status: status, message: problem.detail))
  }

  private static func named(
    _ type: String, _ problem: Problem
  ) -> (HTTPResponse.Status) -> RuntimeFault {
    { RuntimeFault(type: type, status: $0, message: problem.detail) }
  }

  func write(to writer: inout JSONWriter) {
    writer.name("Message")
    writer.string(message)
    guard let original else { return }
    writer.name("OriginalStatusCode")
    writer.integer(original.status)
    writer.name("OriginalMessage")
    writer.string(original.message)
    writer.name("LogStreamArn")
    writer.string("")
  }
}

extension HTTPResponse.Status {
  /// What SageMaker answers where the model, not the service, failed.
  fileprivate static let failedDependency = HTTPResponse.Status(
    code: 424, reasonPhrase: "Failed Dependency")
}
