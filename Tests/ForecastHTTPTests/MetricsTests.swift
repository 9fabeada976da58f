import ForecastHTTP
import ModelServing
import TestArtifacts
import TestFolders
import Testing

struct MetricsTests {
  private static let route = #"route="/v1/customers/{id}/forecast""#
  private static let expected: [String] = [
    "fleetcast_http_requests_total{" + route + #",method="GET",code="200"} 3"#,
    "fleetcast_http_requests_total{" + route + #",method="GET",code="404"} 1"#,
    #"fleetcast_http_requests_total{route="none",method="GET",code="404"} 1"#,
    #"fleetcast_model_requests_total{result="hit"} 2"#,
    #"fleetcast_model_requests_total{result="miss"} 2"#,
    #"fleetcast_model_loads_total{result="ok"} 1"#,
    #"fleetcast_model_loads_total{result="not_found"} 1"#,
    "fleetcast_models_loaded 1",
    "fleetcast_model_cache_capacity_bytes 268435456",
    "fleetcast_http_requests_in_flight 1",
    "fleetcast_http_request_duration_seconds_count{" + route + "} 4",
  ]

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "customer-8"))
  }

  @Test func `requests and models are counted, and nobody is named`() async throws {
    try await withServer(on: folder) { client in
      for _ in 0..<3 { _ = try await client.get("/v1/customers/customer-8/forecast") }
      _ = try await client.get("/v1/customers/nobody/forecast")
      _ = try await client.get("/nowhere")
      _ = try await client.send("PROPFIND", "/ping")
      let answer = try await client.get("/metrics")

      #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
      let lines = Set(answer.body.split(separator: "\n").map(String.init))
      for line in Self.expected { #expect(lines.contains(line), "\(line)") }
      #expect(lines.contains { $0.contains(#"method="other",code="405""#) })
      #expect(!answer.body.contains("customer-8") && !answer.body.contains("PROPFIND"))
    }
  }

  @Test func `every line is a comment or a sample, each metric once`() async throws {
    try await withServer(on: folder) { client in
      _ = try await client.get("/ping")
      let lines = try await client.get("/metrics").body.split(separator: "\n")

      #expect(lines.allSatisfy(Self.isCommentOrSample))
      let types = lines.filter { $0.hasPrefix("# TYPE ") }
      #expect(types.count > 15)
      #expect(Set(types).count == types.count)
      #expect(lines.contains { $0.hasPrefix("process_resident_memory_bytes ") })
    }
  }

  private static func isCommentOrSample(_ line: Substring) -> Bool {
    let sample = /[a-z_]+(?:\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})? [0-9.e+-]+/
    return line.hasPrefix("# ") || line.wholeMatch(of: sample) != nil
  }

  @Test func `what is turned away is counted by its reason`() async throws {
    var limits = ServingLimits()
    limits.concurrentReads = 0
    limits.queuedLoads = 0
    let repository = ModelRepository(directory: folder.path, limits: limits, logger: silent)
    var configuration = ForecastServerConfiguration()
    configuration.maximumBodyBytes = 1

    try await withServer(repository: repository, configuration: configuration) { client in
      _ = try await client.get("/v1/customers/customer-8/forecast")
      _ = try await client.send("POST", "/invocations", body: "{}")
      let text = try await client.get("/metrics").body

      #expect(text.contains("fleetcast_rejected_requests_total{reason=\"queue_full\"} 1\n"))
      #expect(text.contains("fleetcast_rejected_requests_total{reason=\"too_large\"} 1\n"))
      #expect(text.contains("fleetcast_rejected_requests_total{reason=\"deadline\"} 0\n"))
    }
  }
}
