import HTTPTypes
import JSONCoding

/// A problem in the words of SageMaker's model servers: `{"code":404,"type":"…","message":"…"}`.
struct ContainerFault {
  private let problem: Problem

  init(_ problem: Problem) {
    self.problem = problem
  }

  func write(to writer: inout JSONWriter) {
    writer.name("code")
    writer.integer(problem.kind.status.code)
    writer.name("type")
    writer.string(type)
    writer.name("message")
    writer.string(problem.detail)
  }

  private var type: String {
    switch problem.kind {
    case .unknownModel, .unknownCustomer: "ModelNotFoundException"
    case .unknownPath, .unknownEndpoint: "ResourceNotFoundException"
    case .alreadyRegistered: "ConflictStatusException"
    case .noRoom: "InsufficientStorageException"
    case .methodNotAllowed: "MethodNotAllowedException"
    case .modelUnavailable, .overloaded, .notReady, .deadlinePassed:
      "ServiceUnavailableException"
    case .internalError: "InternalServerException"
    case .unauthenticated, .outOfScope: "AccessDeniedException"
    case .badRequest, .headersTooLarge, .targetTooLong, .requestTimeout, .expectationFailed,
      .clientGone, .notLocal, .missingTarget,
      .notOffered, .badParameter,
      .badBody, .badModel, .bodyTooLarge,
      .unsupportedType, .notAcceptable, .outOfRange, .covariatesMissing:
      "BadRequestException"
    }
  }
}
