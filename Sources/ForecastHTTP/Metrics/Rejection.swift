/// Why a request or a connection is turned away to protect the server or its customers.
enum Rejection: String, CaseIterable {
  case auth
  /// There are too many.
  case connections
  case deadline
  /// What was sent is no request, or could be read in two ways.
  case malformed
  case queueFull = "queue_full"
  case slow
  /// A client took nothing of its answer.
  case stalled
  case tooLarge = "too_large"

  /// Nil of problems that are nobody's attack and no sign of one.
  init?(_ problem: Problem.Kind) {
    switch problem {
    case .unauthenticated, .outOfScope: self = .auth
    case .deadlinePassed: self = .deadline
    case .badRequest: self = .malformed
    case .overloaded: self = .queueFull
    case .requestTimeout: self = .slow
    case .bodyTooLarge, .headersTooLarge, .targetTooLong: self = .tooLarge
    default: return nil
    }
  }
}
