import AccessTokens
import ActualsSpool
import ForecastHTTP
import Foundation
import ModelServing
import TestArtifacts
import TestFolders
import Testing

/// Who is answered, and about whom.
struct AuthenticationTests {
  private let folder: TemporaryFolder
  private let tokens: TestTokens

  init() throws {
    folder = try TemporaryFolder()
    for id in ["north-1", "north-2", "south-1"] { try folder.publish(try sampleArtifact(of: id)) }
    tokens = try TestTokens()
  }

  @Test(arguments: [
    "/v1/customers/north-1/forecast", "/v1/customers/north-1", "/v1/customers", "/metrics",
  ])
  func `without a token nothing is told`(path: String) async throws {
    try await withServer(on: folder, tokens: tokens.store) { client in
      let answer = try await client.get(path)

      #expect(answer.status == 401)
      #expect(answer.headers["www-authenticate"] == "Bearer realm=\"fleetcast\"")
      #expect(answer.headers["content-type"] == "application/problem+json")
      #expect(answer.body.contains("urn:fleetcast:problem:unauthenticated"))
    }
  }

  @Test(arguments: ["/ping", "/healthz", "/readyz", "/openapi.json"])
  func `health and the description are open`(path: String) async throws {
    try await withServer(on: folder, tokens: tokens.store) { client in
      let answer = try await client.get(path)

      #expect(answer.status == 200)
    }
  }

  @Test func `a token in any other form, or in the URL, is none`() async throws {
    let token = try tokens.make("read:*")
    let spoilt = token.dropLast() + (token.hasSuffix("0") ? "1" : "0")

    try await withServer(on: folder, tokens: tokens.store) { client in
      let path = "/v1/customers/north-1"
      let forms = [
        token, "Basic \(token)", "Bearer", "Bearer \(token) x", "Bearer \(spoilt)",
        "AWS4-HMAC-SHA256 Credential=\(token)", "Bearer \(BearerToken.random().text)",
      ]
      for form in forms {
        let answer = try await client.get(path, headers: ["Authorization": form])
        #expect(answer.status == 401, "\(form)")
        #expect(!answer.body.contains(token))
      }
      #expect(try await client.get("\(path)?access_token=\(token)").status == 401)
      #expect(
        try await client.get(path, headers: ["authorization": "bearer  \(token)"]).status == 200)
    }
  }

  @Test func `a token that has expired says so to its holder alone`() async throws {
    let token = try tokens.make("read:*", expires: 1)

    try await withServer(on: folder, tokens: tokens.store) { client in
      let answer = try await client.get("/v1/customers", token: token)

      #expect(answer.status == 401)
      #expect(answer.headers["www-authenticate"]?.contains("invalid_token") == true)
      #expect(answer.body.contains("expired"))
    }
  }

  @Test func `out of scope is 403 whether there is such a customer or not`() async throws {
    let token = try tokens.make("read:north-*")

    try await withServer(on: folder, tokens: tokens.store) { client in
      let own = try await client.get("/v1/customers/north-1/forecast", token: token)
      let unknown = try await client.get("/v1/customers/north-9/forecast", token: token)
      let foreign = try await client.get("/v1/customers/south-1/forecast", token: token)
      let nobody = try await client.get("/v1/customers/south-9/forecast", token: token)
      let about = try await client.get("/v1/customers/south-1", token: token)

      #expect(own.status == 200)
      #expect(own.headers["vary"]?.contains("Authorization") == true)
      #expect(unknown.status == 404)
      #expect([foreign, nobody, about].map(\.status) == [403, 403, 403])
      #expect(foreign.body.contains("urn:fleetcast:problem:out-of-scope"))
      #expect(
        foreign.headers["www-authenticate"]?.contains("error=\"insufficient_scope\"") == true)
    }
  }

  @Test func `a list shows the caller's own customers, page by page`() async throws {
    let (north, south, both) = (
      try tokens.make("read:north-*"), try tokens.make("read:south-1"),
      try tokens.make("read:south-1", "read:north-2")
    )

    try await withServer(on: folder, tokens: tokens.store) { client in
      let first = try await client.get("/v1/customers?limit=1", token: north)
      let second = try await client.get("/v1/customers?limit=1&after=north-1", token: north)
      let other = try await client.get("/v1/customers?limit=1", token: south)
      let several = try await client.get("/v1/customers", token: both)

      #expect(first.customers == ["north-1"] && first.headers["link"] != nil)
      // Nobody learns from a next page that there are others.
      #expect(second.customers == ["north-2"] && second.headers["link"] == nil)
      #expect(other.customers == ["south-1"] && other.headers["link"] == nil)
      #expect(several.customers == ["north-2", "south-1"])
    }
  }

  @Test func `a line of a batch that is out of scope is told in its place`() async throws {
    let token = try tokens.make("read:north-*")

    try await withServer(on: folder, tokens: tokens.store) { client in
      let answer = try await client.send(
        "POST", "/v1/forecasts",
        headers: ["Content-Type": "application/x-ndjson", "Authorization": "Bearer \(token)"],
        body: ["north-1", "south-1", "south-9", "north-2"]
          .map { "{\"customer\":\"\($0)\",\"horizon\":1}" }.joined(separator: "\n"))

      #expect(answer.status == 200)
      let lines = answer.lines
      try #require(lines.count == 4)
      #expect(lines[0].contains("\"yhat\"") && lines[3].contains("\"yhat\""))
      for line in lines[1...2] { #expect(line.contains("\"status\":403"), "\(line)") }
    }
  }

  @Test func `the doors of SageMaker ask for tokens too, and refuse in their clients' words`()
    async throws
  {
    let token = try tokens.make("read:north-*")

    try await withServer(on: folder, tokens: tokens.store) { client in
      let path = "/endpoints/fleet/invocations"
      let none = try await client.invoke(path, target: "north-1", token: nil)
      let own = try await client.invoke(path, target: "north-1", token: token)
      let foreign = try await client.invoke(path, target: "south-9", token: token)
      let plain = try await client.invoke("/invocations", target: "south-1", token: token)
      let plainNone = try await client.invoke("/invocations", target: "north-1", token: nil)
      let plainOwn = try await client.invoke("/invocations", target: "north-1", token: token)

      #expect([none, own, foreign].map(\.status) == [403, 200, 403])
      #expect(none.headers["x-amzn-errortype"] == "UnrecognizedClientException")
      #expect(foreign.headers["x-amzn-errortype"] == "AccessDeniedException")
      #expect([plain, plainNone, plainOwn].map(\.status) == [403, 401, 200])
      #expect(plain.body.contains("AccessDeniedException"))
    }
  }

  @Test func `metrics have a scope of their own`() async throws {
    let (metrics, read, admin) = (
      try tokens.make("metrics"), try tokens.make("read:*"), try tokens.make("admin")
    )

    try await withServer(on: folder, tokens: tokens.store) { client in
      let path = "/metrics"
      #expect(try await client.get(path, token: metrics).status == 200)
      #expect(try await client.get(path, token: read).status == 403)
      #expect(try await client.get("/v1/customers", token: metrics).status == 403)
      let text = try await client.get(path, token: admin)
      #expect(text.status == 200)
      #expect(text.body.contains("fleetcast_rejected_requests_total{reason=\"auth\"} 2"))
    }
  }

  @Test func `actuals need the right to write, of every customer that they name`() async throws {
    let (north, read) = (try tokens.make("write:north-*"), try tokens.make("read:*"))
    var configuration = ForecastServerConfiguration()
    configuration.actualsFolder = folder.path("actuals")
    // Reachable by others: with tokens that is no reason to refuse.
    configuration.host = "0.0.0.0"

    try await withServer(on: folder, configuration: configuration, tokens: tokens.store) { client in
      let own = try await client.post(actualsOf: ["north-1", "north-2"], token: north)
      let mixed = try await client.post(actualsOf: ["north-1", "south-1"], token: north)
      let reader = try await client.post(actualsOf: ["north-1"], token: read)
      let nobody = try await client.post(actualsOf: ["north-1"], token: nil)

      #expect([own, mixed, reader, nobody].map(\.status) == [202, 403, 403, 401])
      #expect(mixed.body.contains("write:south-1"))
    }
    #expect(try ActualsSpool(folder: folder.path("actuals")).actuals().count == 2)
  }

  @Test func `models are managed by an admin alone`() async throws {
    let root = try TemporaryFolder()
    let (admin, read) = (try tokens.make("admin"), try tokens.make("read:*"))
    let models = RegisteredModels(root: root.path, logger: silent)

    try await withServer(
      repository: ModelRepository(directory: folder.path, logger: silent), registered: models,
      tokens: tokens.store
    ) { client in
      #expect(try await client.get("/models").status == 401)
      #expect(try await client.get("/models", token: read).status == 403)
      #expect(try await client.get("/models", token: admin).status == 200)
      let load = try await client.send(
        "POST", "/models", headers: ["Authorization": "Bearer \(read)"], body: "{}")
      let unload = try await client.send(
        "DELETE", "/models/x", headers: ["Authorization": "Bearer \(read)"])
      #expect([load, unload].map(\.status) == [403, 403])
    }
  }

  @Test func `what is revoked or new in the file counts from the next request on`() async throws {
    let old = try tokens.make("read:*")

    try await withServer(on: folder, tokens: tokens.store) { [tokens] client in
      #expect(try await client.get("/v1/customers", token: old).status == 200)

      try tokens.revokeAll()
      let new = try tokens.make("read:*")

      #expect(try await client.get("/v1/customers", token: old).status == 401)
      #expect(try await client.get("/v1/customers", token: new).status == 200)
    }
  }
}

extension HTTPClient.Answer {
  /// The IDs of a page of customers.
  fileprivate var customers: [String] {
    body.matches(of: /"id":"([^"]*)"/).map { String($0.1) }
  }
}

extension HTTPClient {
  fileprivate func get(_ target: String, token: String) async throws -> Answer {
    try await get(target, headers: ["Authorization": "Bearer \(token)"])
  }

  fileprivate func invoke(
    _ path: String, target: String, token: String?
  ) async throws -> Answer {
    var headers = [
      "Content-Type": "application/json", "X-Amzn-SageMaker-Target-Model": target + ".tar.gz",
    ]
    if let token { headers["Authorization"] = "Bearer \(token)" }
    return try await send("POST", path, headers: headers, body: "{\"period\":1}")
  }

  fileprivate func post(actualsOf customers: [String], token: String?) async throws -> Answer {
    let rows = customers.map {
      "{\"customer\":\"\($0)\",\"timestamp\":\"2024-03-01\",\"value\":1}"
    }
    var headers = ["Content-Type": "application/json"]
    if let token { headers["Authorization"] = "Bearer \(token)" }
    return try await send(
      "POST", "/v1/actuals", headers: headers,
      body: "{\"actuals\":[\(rows.joined(separator: ","))]}")
  }
}
