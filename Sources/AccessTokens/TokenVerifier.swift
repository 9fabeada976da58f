/// Tells valid tokens from others.
public struct TokenVerifier: Sendable {
  /// What a text is as a token.
  public enum Verdict: Sendable {
    case valid(TokenRecord)
    /// Its secret is right, its time is over.
    case expired
    case unknown
  }

  private let records: [String: TokenRecord]

  public init(_ records: [TokenRecord]) {
    self.records = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Looks at a token.
  ///
  /// An unknown ID costs the same comparison as a known one with a wrong secret.
  ///
  /// - Parameters:
  ///   - text: As it was sent.
  ///   - now: In seconds since 1970-01-01 UTC.
  /// - Returns: The token's record, where the token is valid.
  public func verdict(on text: some StringProtocol, at now: Int64) -> Verdict {
    guard let token = BearerToken(text) else { return .unknown }
    let record = records[token.id]
    let isRight = token.digest.matches(record?.digest ?? .none)
    guard isRight, let record else { return .unknown }
    return record.hasExpired(at: now) ? .expired : .valid(record)
  }
}
