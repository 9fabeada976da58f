import AccessTokens
import FileSystem
import Foundation
import Glibc
import TestFolders
import Testing

struct TokenFileTests {
  private let folder: TemporaryFolder
  private let file: TokenFile

  init() throws {
    folder = try TemporaryFolder()
    file = TokenFile(folder.path("tokens.json"))
  }

  @Test(arguments: [Int64.max, -1, 253_402_300_800])
  func `a time that no clock shows is no token's`(time: Int64) throws {
    let record = try record(.random(), expires: time)
    try file.update { $0.append(record) }

    #expect(throws: TokenFileError.self) { try file.records() }
  }

  @Test func `tokens are read as they were written, and no secret is among them`() throws {
    let token = BearerToken.random()
    let record = try record(token, expires: 2_000_000_000)

    try file.update { $0.append(record) }
    try file.update { records in
      records.append(
        TokenRecord(.random(), name: "b", scopes: record.scopes, created: 6, expires: nil))
    }

    let records = try file.records()
    #expect(records.map(\.name) == ["north \"reader\"", "b"])
    #expect(records[0].id == token.id && records[0].digest.matches(token.digest))
    #expect(records[0].scopes.map { "\($0)" } == ["read:north-*", "metrics"])
    #expect(records.map(\.created) == [5, 6] && records.map(\.expires) == [2_000_000_000, nil])
    let text = try String(contentsOf: folder["tokens.json"], encoding: .utf8)
    #expect(!text.contains(try #require(token.text.split(separator: "_").last)))
  }

  @Test func `the file is for its owner alone, whatever the mask and the file before`() throws {
    let old = umask(0)
    defer { umask(old) }
    try folder.write(Data(#"{"version":1,"tokens":[]}"#.utf8), to: "tokens.json")
    try #require(chmod(folder.path("tokens.json"), 0o644) == 0)

    let record = try record(.random(), expires: nil)
    try file.update { $0.append(record) }

    var status = stat()
    try #require(stat(folder.path("tokens.json"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(try file.records().count == 1)
  }

  @Test(arguments: [0o620, 0o602])
  func `a file that others may write is refused`(mode: mode_t) throws {
    try file.update { _ in }
    try #require(chmod(file.path, mode) == 0)

    #expect(throws: TokenFileError.writableByOthers(path: file.path)) { try file.records() }
  }

  @Test func `a missing file is no file of tokens to a server`() {
    #expect(throws: TokenFileError.unreadable(.missing(path: file.path))) { try file.records() }
    #expect(throws: TokenFileError.self) { try TokenStore(path: file.path) }
  }

  @Test(arguments: [
    "", "[]", "{", #"{"version":1}"#, #"{"tokens":[]}"#,
    entry(id: "zz"), entry(sha256: "00"), entry(scopes: "[]"), entry(scopes: #"["all"]"#),
    #"{"version":1,"tokens":[ENTRY,ENTRY]}"#,
  ])
  func `what is no file of tokens says so`(text: String) throws {
    let text = text.replacing("ENTRY", with: Self.good)
    try folder.write(Data(text.utf8), to: "tokens.json")

    let error = #expect(throws: TokenFileError.self) { try file.records() }

    guard case .malformed(file.path, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a later version is told apart`() throws {
    try folder.write(Data(#"{"version":2,"secrets":[]}"#.utf8), to: "tokens.json")

    #expect(throws: TokenFileError.unknownVersion(path: file.path, found: 2)) {
      try file.records()
    }
  }

  @Test func `many who create at once lose none`() async throws {
    try await withThrowingTaskGroup { group in
      for number in 0..<20 {
        group.addTask { [file] in
          let record = TokenRecord(
            .random(), name: "\(number)", scopes: [try AccessScope("admin")], created: 0,
            expires: nil)
          try file.update { $0.append(record) }
        }
      }
      try await group.waitForAll()
    }

    #expect(try file.records().count == 20)
  }

  @Test func `a store takes up what changed, and keeps its tokens where the file is bad`() throws {
    let (old, new) = (BearerToken.random(), BearerToken.random())
    let (oldRecord, newRecord) = (try record(old, expires: nil), try record(new, expires: nil))
    try file.update { $0.append(oldRecord) }
    let store = try TokenStore(path: file.path)

    try folder.write(Data("{".utf8), to: "tokens.json")
    #expect(throws: TokenFileError.self) { try store.reload() }
    #expect(isValid(old, in: store))

    try folder.write(Data(#"{"version":1,"tokens":[]}"#.utf8), to: "tokens.json")
    try file.update { $0.append(newRecord) }
    #expect(try store.reload() == 1)
    #expect(isValid(new, in: store) && !isValid(old, in: store))
  }

  private func isValid(_ token: BearerToken, in store: TokenStore) -> Bool {
    guard case .valid = store.verdict(on: token.text, at: 0) else { return false }
    return true
  }

  private func record(_ token: BearerToken, expires: Int64?) throws -> TokenRecord {
    TokenRecord(
      token, name: "north \"reader\"",
      scopes: [try AccessScope("read:north-*"), try AccessScope("metrics")], created: 5,
      expires: expires)
  }

  private static let good = entryText()

  private static func entry(
    id: String = "0123456789ab", sha256: String? = nil, scopes: String = #"["read:*"]"#
  ) -> String {
    "{\"version\":1,\"tokens\":[\(entryText(id: id, sha256: sha256, scopes: scopes))]}"
  }

  private static func entryText(
    id: String = "0123456789ab", sha256: String? = nil, scopes: String = #"["read:*"]"#
  ) -> String {
    let digest = sha256 ?? String(repeating: "0", count: 64)
    return
      "{\"id\":\"\(id)\",\"name\":\"\",\"sha256\":\"\(digest)\",\"scopes\":\(scopes),\"created\":1}"
  }
}
