import AccessTokens
import Glibc
import HTTPTypes
import Hummingbird

/// Finds out what the caller of a request may do.
struct Authentication: Sendable {
  private let tokens: TokenStore?

  /// - Parameter tokens: Nil lets everybody do everything.
  init(_ tokens: TokenStore?) {
    self.tokens = tokens
  }

  /// The grant of a request.
  ///
  /// - Parameters:
  ///   - request: Its `Authorization` holds the token; nothing else is looked at, so that no token
  ///     stands in a URL, which logs and browsers keep.
  ///   - right: What its route asks for; nil asks for nothing.
  /// - Returns: A grant that has the right, of whichever customers.
  /// - Throws: 401 where there is no valid token, 403 where it lacks the right.
  func grant(to request: Request, needing right: AccessRight?) throws(Problem) -> Grant {
    guard let tokens else { return .everything }
    guard let right else { return .nothing }
    let grant = Grant(of: try Self.token(request.headers[.authorization], tokens))
    try grant.check(right)
    return grant
  }

  private static func token(
    _ authorization: String?, _ tokens: TokenStore
  ) throws(Problem) -> TokenRecord {
    let parts = (authorization ?? "").split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else {
      throw .unauthenticated("send a token: 'Authorization: Bearer fc_...'")
    }
    switch tokens.verdict(on: parts[1], at: Int64(time(nil))) {
    case .valid(let record): return record
    case .expired: throw .unauthenticated("the token has expired", error: "invalid_token")
    case .unknown:
      throw .unauthenticated("this token is not known, or no longer", error: "invalid_token")
    }
  }
}

extension Problem {
  /// `detail` is for people; `error` is in the words of RFC 6750, where a token was sent.
  fileprivate static func unauthenticated(_ detail: String, error: String? = nil) -> Problem {
    let reason = error.map { ", error=\"\($0)\"" } ?? ""
    return Problem(
      kind: .unauthenticated, detail: detail,
      headers: [.wwwAuthenticate: "Bearer realm=\"fleetcast\"" + reason])
  }
}
