import ForecastHTTP
import Logging
import ModelServing
import TestArtifacts
import TestFolders
import Testing

struct RequestLogTests {
  private let folder: TemporaryFolder
  private let log = RecordedLog()

  init() throws {
    folder = try TemporaryFolder()
    // A level that no number of the answer's head has in it.
    try folder.publish(try sampleArtifact(of: "meter-8", level: 7654))
  }

  private func withServer(
    _ level: Logger.Level, slowRequest: Duration = .seconds(3600),
    _ body: @escaping @Sendable (HTTPClient) async throws -> Void
  ) async throws {
    var configuration = ForecastServerConfiguration()
    configuration.slowRequest = slowRequest
    try await ForecastHTTPTests.withServer(
      repository: ModelRepository(directory: folder.path, logger: log.logger(level)),
      configuration: configuration, logger: log.logger(level), body)
  }

  @Test func `each request is a line that says who asked for what and got how much`() async throws {
    try await withServer(.info) { client in
      let answer = try await client.get(
        "/v1/customers/meter-8/forecast?horizon=3", headers: ["X-Request-Id": "night-1"])

      let line = try #require(log.requests("/v1/customers/meter-8/forecast").first)
      #expect(line.level == .info)
      #expect(line.metadata["method"] == "GET")
      #expect(line.metadata["route"] == "/v1/customers/{id}/forecast")
      #expect(line.metadata["status"]?.description == "200")
      #expect(line.metadata["bytes"]?.description == "\(answer.body.utf8.count)")
      #expect(line.metadata["customer"] == "meter-8")
      #expect(line.metadata["request_id"] == "night-1")
      #expect(line.metadata["client"] == "127.0.0.1")
      #expect(line.metadata["duration_ms"].flatMap { Double($0.description) } ?? -1 >= 0)
    }
  }

  @Test func `the customer of an invocation is its target model`() async throws {
    try await withServer(.info) { client in
      _ = try await client.send(
        "POST", "/endpoints/fleet/invocations",
        headers: [
          "X-Amzn-SageMaker-Target-Model": "meter-8.tar.gz", "amz-sdk-invocation-id": "abc",
        ], body: "{}")

      let line = try #require(log.requests("/endpoints/fleet/invocations").first)
      #expect(line.metadata["customer"] == "meter-8")
      #expect(line.metadata["amz_sdk_invocation_id"] == "abc")
    }
  }

  @Test func `a batch is logged when all of it was sent, with the bytes of all`() async throws {
    try await withServer(.info) { client in
      let answer = try await client.send(
        "POST", "/v1/forecasts", body: "{\"customer\":\"meter-8\"}\n{\"customer\":\"no\"}\n")
      let bytes = try await log.line(of: "/v1/forecasts").metadata["bytes"]

      // Behind the chunks of the transfer are fewer than sixteen bytes for each of a handful.
      let received = answer.body.utf8.count
      #expect((received - 64...received).contains(Int(bytes?.description ?? "") ?? 0))
    }
  }

  @Test func `neither values nor queries are in any line`() async throws {
    try await withServer(.trace) { client in
      _ = try await client.get("/v1/customers/meter-8/forecast?horizon=3&level=0.77")
      _ = try await client.get("/v1/customers/meter-8")

      let text = log.lines.map { "\($0.message) \($0.metadata)" }.joined()
      #expect(!text.contains("7654") && !text.contains("0.77"))
    }
  }

  @Test func `what watches the server is not in the log at info`() async throws {
    try await withServer(.info) { client in
      for path in ["/ping", "/healthz", "/readyz", "/metrics"] { _ = try await client.get(path) }

      #expect(log.lines.filter { $0.metadata["path"] != nil }.isEmpty)
    }
  }

  @Test func `a slow request is warned of where requests are not logged`() async throws {
    try await withServer(.notice, slowRequest: .zero) { client in
      _ = try await client.get("/v1/customers/meter-8/forecast")

      let lines = log.requests("/v1/customers/meter-8/forecast")
      #expect(lines.map(\.level) == [.warning])
      #expect(lines.first?.message == "slow request")
    }
  }

  @Test func `a slow request is one line where requests are logged too`() async throws {
    try await withServer(.info, slowRequest: .zero) { client in
      _ = try await client.get("/v1/customers/meter-8/forecast")

      #expect(log.requests("/v1/customers/meter-8/forecast").map(\.level) == [.warning])
    }
  }

  @Test(arguments: [
    ("nonsense\r\n\r\n", 400, "bad-request"),
    ("GET /ping HTTP/1.1\r\n\r\n", 400, "bad-request"),
    ("GET /" + String(repeating: "x", count: 9000), 414, "target-too-long"),
    (
      "GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 9000) + "\r\n\r\n", 431,
      "headers-too-large"
    ),
  ])
  func `a request that cannot be read has its line, under the name that its client is told`(
    request: String, status: Int, problem: String
  ) async throws {
    try await withServer(.info) { client in
      let answer = try HTTPClient.Answer(await client.exchange(request))

      let line = try #require(log.lines.first { $0.metadata["problem"] != nil })
      let name = try #require(line.metadata["request_id"]?.description)
      #expect(answer.status == status)
      #expect(line.level == .info && line.message == "request")
      #expect(line.metadata["status"]?.description == "\(status)")
      #expect(line.metadata["problem"]?.description == problem)
      #expect(line.metadata["bytes"]?.description == "\(answer.body.utf8.count)")
      #expect(line.metadata["client"] == "127.0.0.1")
      #expect(answer.body.contains("\"request_id\":\"\(name)\""))
      #expect(answer.body.contains("\"instance\":\"urn:fleetcast:request:\(name)\""))
      #expect(answer.headers["x-request-id"] == name)
    }
  }

  @Test(arguments: ["/invocations", "/endpoints/a/invocations", "/v1/forecasts"])
  func `a client that goes before its body is whole is told from one that sends a bad one`(
    path: String
  ) async throws {
    try await withServer(.info) { client in
      try await client.leave(
        after: "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n"
          + "X-Amzn-SageMaker-Target-Model: 8.tar.gz\r\n\r\n{")

      let line = try await log.line(of: path)
      #expect(line.metadata["status"]?.description == "499")
      let text = try await client.get("/metrics").body
      #expect(text.contains(#"method="POST",code="499"} 1"#))
    }
  }

  @Test func `an answer that is late has a line with what was asked`() async throws {
    var limits = ServingLimits()
    // Every model waits for a turn that does not come.
    limits.concurrentReads = 0
    var configuration = ForecastServerConfiguration()
    configuration.connections.requestTimeout = .milliseconds(100)
    try await ForecastHTTPTests.withServer(
      repository: ModelRepository(
        directory: folder.path, limits: limits, logger: log.logger(.info)),
      configuration: configuration, logger: log.logger(.info)
    ) { client in
      let path = "/v1/customers/meter-8/forecast"
      let answer = try HTTPClient.Answer(
        await client.exchange(
          "GET \(path)?horizon=3 HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\r\n"))

      let line = try await log.line(of: path)
      #expect(answer.status == 504)
      #expect(answer.body.contains("\"instance\":\"\(path)\""))
      #expect(line.metadata["status"]?.description == "504")
      #expect(line.metadata["method"] == "GET")
      #expect(line.metadata["request_id"] == "mine" && answer.headers["x-request-id"] == "mine")
      // Its route ends soon after it, and says nothing more.
      var text = ""
      while !text.contains(#"forecast",method="GET",code="504"} 1"#) {
        text = try await client.get("/metrics").body
      }
      #expect(log.requests(path).count == 1)
      #expect(text.contains("fleetcast_rejected_requests_total{reason=\"deadline\"} 1\n"))
    }
  }

  @Test func `where requests are not logged a quick one leaves nothing`() async throws {
    try await withServer(.notice) { client in
      _ = try await client.get("/v1/customers/meter-8/forecast")
      _ = try await client.send("POST", "/v1/forecasts", body: "{\"customer\":\"meter-8\"}\n")

      #expect(log.lines.isEmpty)
    }
  }

  @Test func `an archive that cannot be read is warned of once, however many ask`() async throws {
    try folder.publish([1, 2, 3], of: "bad")

    try await withServer(.notice) { client in
      for _ in 0..<20 {
        let status = try await client.get("/v1/customers/bad/forecast").status
        #expect(status == 503)
      }

      #expect(log.lines.map(\.message) == ["archive cannot be read"])
      #expect(log.lines.first?.metadata["customer"] == "bad")
    }
  }
}

extension RecordedLog {
  /// The first line on a path, which comes when the client has its answer already.
  fileprivate func line(of path: String) async throws -> Line {
    while true {
      if let line = requests(path).first { return line }
      await Task.yield()
    }
  }
}
