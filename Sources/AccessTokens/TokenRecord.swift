/// What is kept of one token.
public struct TokenRecord: Sendable {
  /// The public part of the token.
  public let id: String
  /// For people: what the token is for.
  public let name: String
  public let digest: SHA256Digest
  /// At least one.
  public let scopes: [AccessScope]
  /// In seconds since 1970-01-01 UTC.
  public let created: Int64
  /// In seconds since 1970-01-01 UTC; never where it is nil.
  public let expires: Int64?

  public init(
    _ token: BearerToken, name: String, scopes: [AccessScope], created: Int64, expires: Int64?
  ) {
    self.init(
      id: token.id, name: name, digest: token.digest, scopes: scopes, created: created,
      expires: expires)
  }

  init(
    id: String, name: String, digest: SHA256Digest, scopes: [AccessScope], created: Int64,
    expires: Int64?
  ) {
    self.id = id
    self.name = name
    self.digest = digest
    self.scopes = scopes
    self.created = created
    self.expires = expires
  }

  /// Whether it is past its time, `now` being in seconds since 1970-01-01 UTC.
  public func hasExpired(at now: Int64) -> Bool {
    expires.map { $0 <= now } ?? false
  }
}
