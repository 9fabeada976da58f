import AccessTokens
import TestFolders

/// A file of tokens and the store that a server reads it by.
struct TestTokens: Sendable {
  let store: TokenStore
  private let folder: TemporaryFolder
  private let file: TokenFile

  init() throws {
    folder = try TemporaryFolder()
    file = TokenFile(folder.path("tokens.json"))
    try file.update { $0 = [] }
    store = try TokenStore(path: file.path)
  }

  /// A new token, which the store knows at once.
  func make(_ scopes: String..., expires: Int64? = nil) throws -> String {
    let token = BearerToken.random()
    let record = TokenRecord(
      token, name: "test", scopes: try scopes.map(AccessScope.init), created: 0, expires: expires)
    try file.update { $0.append(record) }
    try store.reload()
    return token.text
  }

  func revokeAll() throws {
    try file.update { $0 = [] }
    try store.reload()
  }
}
