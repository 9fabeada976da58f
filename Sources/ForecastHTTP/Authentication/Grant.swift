import AccessTokens
import Customers
import HTTPTypes

/// What the caller of one request may do.
///
/// No model is had without one: `ModelRepository.servedModel` asks for it.
struct Grant: Sendable {
  private enum Holder: Sendable {
    case nobody
    /// Of a server that asks for no tokens.
    case everybody
    case token(TokenRecord)
  }

  private let holder: Holder

  static let nothing = Grant(holder: .nobody)
  static let everything = Grant(holder: .everybody)

  init(of token: TokenRecord) {
    self.init(holder: .token(token))
  }

  private init(holder: Holder) {
    self.holder = holder
  }

  /// Whether a token gave it.
  var isByToken: Bool {
    guard case .token = holder else { return false }
    return true
  }

  /// Whose customers it is for.
  func customers(for right: AccessRight) -> [CustomerGlob] {
    switch holder {
    case .nobody: []
    case .everybody: [.all]
    case .token(let token): token.scopes.filter { $0.includes(right) }.map(\.customers)
    }
  }

  /// Refuses where it is not for this customer, whether there is such a customer or not.
  func check(_ right: AccessRight, of customer: CustomerID) throws(Problem) {
    let isAllowed =
      switch holder {
      case .nobody: false
      case .everybody: true
      case .token(let token): token.scopes.contains { $0.includes(right, of: customer) }
      }
    guard isAllowed else { throw .outOfScope("the scope '\(right.rawValue):\(customer)'") }
  }

  /// Refuses where no scope has the right.
  func check(_ right: AccessRight) throws(Problem) {
    let isAllowed =
      switch holder {
      case .nobody: false
      case .everybody: true
      case .token(let token): token.scopes.contains { $0.includes(right) }
      }
    guard isAllowed else { throw .outOfScope("a scope of '\(right.rawValue)'") }
  }
}

extension Problem {
  fileprivate static func outOfScope(_ missing: String) -> Problem {
    Problem(
      kind: .outOfScope, detail: "the token lacks \(missing)",
      headers: [.wwwAuthenticate: "Bearer realm=\"fleetcast\", error=\"insufficient_scope\""])
  }
}
