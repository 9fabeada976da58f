import ActualsSpool
import Customers
import ForecastHTTP
import TestFolders
import Testing

struct ActualsRouteTests {
  private func configuration(_ folder: TemporaryFolder) -> ForecastServerConfiguration {
    var configuration = ForecastServerConfiguration()
    configuration.actualsFolder = folder.path("actuals")
    return configuration
  }

  @Test func `actuals are in the spool when they are acknowledged`() async throws {
    let folder = try TemporaryFolder()
    try await withServer(on: folder, configuration: configuration(folder)) { client in
      let answer = try await client.post(
        "/v1/actuals", type: "application/json; charset=utf-8",
        """
        {"actuals":[{"customer":"8","timestamp":"2024-03-01","value":587.5},
        {"customer":"8","timestamp":"2024-03-01","value":588}]}
        """)

      #expect(answer.status == 202)
      #expect(answer.body == "{\"accepted\":2}\n")
      let spooled = try ActualsSpool(folder: folder.path("actuals")).actuals()
      #expect(
        spooled == [Actual(customer: try CustomerID("8"), timestamp: 1_709_251_200, value: 588)])
    }
  }

  @Test func `lines are taken as well`() async throws {
    let folder = try TemporaryFolder()
    try await withServer(on: folder, configuration: configuration(folder)) { client in
      let answer = try await client.post(
        "/v1/actuals", type: "application/x-ndjson",
        "{\"customer\":\"a\",\"timestamp\":\"2024-03-01T10:00:00\",\"value\":1}\n\n"
          + "{\"customer\":\"b\",\"timestamp\":\"2024-03-01\",\"value\":-2e3}\n")

      #expect(answer.status == 202)
      #expect(
        try ActualsSpool(folder: folder.path("actuals")).actuals().map(\.value) == [1, -2000])
    }
  }

  @Test(arguments: [
    ("application/json", "{\"actuals\":[{\"customer\":\"a\"}]}", 400, "actuals.[0]"),
    ("application/json", "no JSON", 400, "JSON"),
    (
      "application/json",
      "{\"actuals\":[{\"customer\":\"../a\",\"timestamp\":\"2024-03-01\",\"value\":1}]}", 400,
      "actuals.[0]"
    ),
    (
      "application/x-ndjson",
      "{\"customer\":\"a\",\"timestamp\":\"2024-03-01\",\"value\":1}\n"
        + "{\"customer\":\"a\",\"timestamp\":\"soon\",\"value\":1}", 400, "line 2"
    ),
    ("text/plain", "a,b", 415, "application/x-ndjson"),
  ])
  func `what is no actual is refused, and all that came with it`(
    type: String, body: String, status: Int, named: String
  ) async throws {
    let folder = try TemporaryFolder()
    try await withServer(on: folder, configuration: configuration(folder)) { client in
      let answer = try await client.post("/v1/actuals", type: type, body)

      #expect(answer.status == status)
      #expect(answer.body.contains(named), "\(answer.body)")
      #expect(try ActualsSpool(folder: folder.path("actuals")).actuals().isEmpty)
    }
  }

  @Test func `a server that others can reach takes none, nor does one asked by another name`()
    async throws
  {
    let folder = try TemporaryFolder()
    let body = "{\"actuals\":[]}"
    var open = configuration(folder)
    open.host = "0.0.0.0"
    try await withServer(on: folder, configuration: open) { client in
      let answer = try await client.post("/v1/actuals", type: "application/json", body)

      #expect(answer.status == 403)
    }
    try await withServer(on: folder, configuration: configuration(folder)) { client in
      let foreign = try HTTPClient.Answer(
        await client.exchange(
          "POST /v1/actuals HTTP/1.1\r\nHost: example.org:80\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: 14\r\n\r\n" + body))
      let local = try await client.post("/v1/actuals", type: "application/json", body)

      #expect(foreign.status == 403)
      #expect(foreign.body.contains("not-local"))
      #expect(local.status == 202)
    }
  }
}

extension HTTPClient {
  fileprivate func post(_ target: String, type: String, _ body: String) async throws -> Answer {
    try await send("POST", target, headers: ["Content-Type": type], body: body)
  }
}
