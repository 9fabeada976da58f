import Foundation
import TestFolders
import Testing

/// Tokens as an operator handles them.
struct TokenTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `a token is printed once, listed without its secret, and revoked`() throws {
    let made = try Fleetcast.run(
      "token", "create", "dash board", "--scope", "read:*", "--scope", "metrics", "--expires",
      "90d", in: folder)
    let token = made.standardOutput.trimmingCharacters(in: .newlines)
    let parts = token.split(separator: "_")

    #expect(made.status == 0 && parts.count == 3)
    #expect(!made.standardError.contains(parts[2]))
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path("tokens.json"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
    #expect(!(try folder.text(of: "tokens.json")).contains(parts[2]))

    let list = try Fleetcast.run("token", "list", in: folder)
    let json = try Fleetcast.run("token", "list", "--json", in: folder)
    #expect(list.standardOutput.contains("dash board"))
    #expect(list.standardOutput.contains("read:* metrics"))
    #expect(json.standardOutput.contains("\"id\":\"\(parts[1])\""))
    #expect(!(list.standardOutput + json.standardOutput).contains(parts[2]))

    let id = String(parts[1])
    #expect(try Fleetcast.run("token", "revoke", id, in: folder).status == 0)
    #expect(try Fleetcast.run("token", "revoke", id, in: folder).status == 1)
    #expect(!(try Fleetcast.run("token", "list", in: folder)).standardOutput.contains(id))
  }

  @Test(arguments: [
    (["create", "a"], "--scope"), (["create", "a", "--scope", "all"], "read:north-*"),
    (["create", "a", "--scope", "read"], "read:*"),
    (["create", "a", "--scope", "admin", "--expires", "soon"], "90d"), (["list"], "token create"),
    (["revoke", "0123456789ab"], "token create"),
  ])
  func `wrong usage ends with 2 and says what was expected`(
    arguments: [String], hint: String
  ) throws {
    let run = try Fleetcast.run(["token"] + arguments, in: folder)

    #expect(run.status == 2)
    #expect(run.standardError.contains(hint), "\(run.standardError)")
    #expect(try folder.names().isEmpty)
  }

  @Test func `a name stands in the file once, and a scope in a token once`() throws {
    let arguments = ["token", "create", "a", "--scope", "read:*", "--scope", "read:*"]
    #expect(try Fleetcast.run(arguments, in: folder).status == 0)

    let again = try Fleetcast.run(arguments, in: folder)
    let list = try Fleetcast.run("token", "list", "--json", in: folder).standardOutput

    #expect(again.status == 2)
    #expect(again.standardOutput.isEmpty)
    #expect(again.standardError.contains("has the name 'a' already"), "\(again.standardError)")
    #expect(list.split(separator: "\n").count == 1)
    #expect(list.ranges(of: "read:*").count == 1)
  }

  @Test(arguments: ["{", "{\"version\":2,\"tokens\":[]}", "{\"version\":1,\"tokens\":[{}]}"])
  func `a file of tokens that cannot be used is a matter of configuration`(text: String) throws {
    try folder.makeFolder("artifacts")
    try folder.write(text, to: "tokens.json")
    let serve = ["serve", "--port", "0", "--auth", "tokens.json"]

    #expect(try Fleetcast.run(serve, in: folder).status == 2)
    #expect(try Fleetcast.run("token", "list", in: folder).status == 2)
  }

  @Test func `an artifacts folder that is not there is a matter of configuration`() throws {
    try folder.write("", to: "file")

    for name in ["nowhere", "file"] {
      let run = try Fleetcast.run("serve", "--port", "0", "--artifacts", name, in: folder)
      #expect(run.status == 2)
      #expect(run.standardError.contains(name))
    }
  }

  @Test func `a server that others reach wants tokens, or to be told that it needs none`() throws {
    try folder.makeFolder("artifacts")
    let refused = try Fleetcast.run("serve", "--port", "0", "--host", "0.0.0.0", in: folder)
    let missing = try Fleetcast.run(
      "serve", "--port", "0", "--host", "0.0.0.0", "--auth", "none.json", in: folder)
    let endpoint = try Endpoint(
      artifacts: "artifacts", in: folder, arguments: ["--host", "0.0.0.0", "--insecure"])

    #expect(refused.status == 2)
    #expect(refused.standardError.contains("--auth FILE"))
    #expect(missing.status == 2)
    #expect(missing.standardError.contains("none.json"))
    #expect(try endpoint.stop().status == 0)
  }

  @Test func `SIGHUP takes up new tokens, and a bad file leaves the old ones`() async throws {
    try folder.makeFolder("artifacts")
    let first = try create("read:*")
    let endpoint = try Endpoint(
      artifacts: "artifacts", in: folder,
      arguments: ["--host", "0.0.0.0", "--auth", "tokens.json"])
    #expect(try await endpoint.status("/v1/customers/8", token: first) == 404)
    #expect(try await endpoint.status("/v1/customers/8", token: nil) == 401)

    let good = try folder.text(of: "tokens.json")
    try folder.write("{", to: "tokens.json")
    try endpoint.hangUp(untilLogged: "could not be read again")
    #expect(try await endpoint.status("/v1/customers/8", token: first) == 404)

    try folder.write(good, to: "tokens.json")
    let id = try #require(first.split(separator: "_").dropFirst().first)
    try Fleetcast.run("token", "revoke", String(id), in: folder)
    let second = try create("read:*")
    try endpoint.hangUp(untilLogged: "were read again")
    #expect(try await endpoint.status("/v1/customers/8", token: first) == 401)
    #expect(try await endpoint.status("/v1/customers/8", token: second) == 404)

    let end = try endpoint.stop()
    #expect(end.status == 0)
    for token in [first, second] { #expect(!end.standardError.contains(token)) }
  }

  private func create(_ scope: String) throws -> String {
    try Fleetcast.run("token", "create", "test", "--scope", scope, in: folder)
      .standardOutput.trimmingCharacters(in: .newlines)
  }
}
