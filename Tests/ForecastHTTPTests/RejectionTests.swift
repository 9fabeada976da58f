import ForecastHTTP
import ModelServing
import TestArtifacts
import TestFolders
import Testing

/// What is turned away is counted, wherever that happens.
struct RejectionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))
  }

  @Test func `connections that end before a route is reached are counted by their reason`()
    async throws
  {
    try await withServer(
      on: folder,
      limits: {
        $0.headTimeout = .milliseconds(50)
        $0.maximumLineBytes = 1000
      }
    ) { client in
      let long = String(repeating: "x", count: 2000)
      _ = try await client.exchange("GET /ping HT")
      _ = try await client.exchange("nonsense\r\n\r\n")
      _ = try await client.exchange("GET /ping HTTP/1.1\r\n\r\n")
      _ = try await client.get("/" + long)
      _ = try await client.get("/ping", headers: ["X": long])

      let metrics = try await client.get("/metrics").body
      let counted = "fleetcast_http_requests_total{route=\"none\",method=\"other\",code="
      for (code, count) in [408: 1, 400: 2, 414: 1, 431: 1] {
        #expect(metrics.contains("\(counted)\"\(code)\"} \(count)\n"), "\(code)")
      }
      for (reason, count) in ["slow": 1, "malformed": 2, "too_large": 2, "connections": 0] {
        let line = "fleetcast_rejected_requests_total{reason=\"\(reason)\"} \(count)\n"
        #expect(metrics.contains(line), "\(line)")
      }
    }
  }

  @Test(arguments: ["gzip", "GZIP", "zstd", "gzip, identity"])
  func `a packed body is not unpacked`(coding: String) async throws {
    try await withServer(on: folder) { client in
      for path in ["/v1/forecasts", "/endpoints/a/invocations", "/invocations"] {
        let answer = try await client.send(
          "POST", path,
          headers: [
            "Content-Encoding": coding, "X-Amzn-SageMaker-Target-Model": "8.tar.gz",
          ], body: "{\"customer\":\"8\"}")

        #expect(answer.status == 415 || answer.body.contains("\"OriginalStatusCode\":415"))
        #expect(answer.headers["accept-encoding"] == "identity")
      }
    }
  }
}
