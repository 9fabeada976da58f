import Synchronization

/// The tokens of a file as a running server knows them.
public final class TokenStore: Sendable {
  private let file: TokenFile
  private let verifier: Mutex<TokenVerifier>

  /// Reads the file.
  ///
  /// - Parameter path: Of the file.
  /// - Throws: Where it cannot be used.
  public init(path: String) throws(TokenFileError) {
    file = TokenFile(path)
    verifier = Mutex(TokenVerifier(try file.records()))
  }

  /// Reads the file again: what is revoked there ends, what is new there begins.
  ///
  /// - Returns: How many tokens there are.
  /// - Throws: Where the file cannot be used; then the tokens stay as they were.
  @discardableResult
  public func reload() throws(TokenFileError) -> Int {
    let records = try file.records()
    let verifier = TokenVerifier(records)
    self.verifier.withLock { $0 = verifier }
    return records.count
  }

  /// Looks at a token.
  ///
  /// - Parameters:
  ///   - text: As it was sent.
  ///   - now: In seconds since 1970-01-01 UTC.
  /// - Returns: The token's record, where the token is valid.
  public func verdict(on text: some StringProtocol, at now: Int64) -> TokenVerifier.Verdict {
    verifier.withLock(\.self).verdict(on: text, at: now)
  }
}
