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
    #"fleetcast_model_loads_total{result="corrupt"} 0"#,
    #"fleetcast_model_loads_total{result="io"} 0"#,
    #"fleetcast_model_loads_total{result="over_budget"} 0"#,
    #"fleetcast_model_evictions_total{reason="api"} 0"#,
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

  @Test func `a model that may stand alone adds nothing to what the cache may take`() async throws {
    try await withServer(
      repository: ModelRepository(directory: folder.path, logger: silent),
      single: ModelRepository(unpackedIn: folder.path, logger: silent)
    ) { client in
      let text = try await client.get("/metrics").body

      #expect(text.contains("fleetcast_model_cache_capacity_bytes 268435456\n"))
    }
  }

  /// With what each of them is.
  private static let names = [
    "fleetcast_build_info gauge", "fleetcast_forecast_duration_seconds histogram",
    "fleetcast_forecast_points_total counter",
    "fleetcast_http_request_duration_seconds histogram",
    "fleetcast_http_request_size_bytes histogram", "fleetcast_http_requests_in_flight gauge",
    "fleetcast_http_requests_total counter", "fleetcast_http_response_size_bytes histogram",
    "fleetcast_model_cache_bytes gauge", "fleetcast_model_cache_capacity_bytes gauge",
    "fleetcast_model_cache_oldest_use_age_seconds gauge",
    "fleetcast_model_evictions_total counter", "fleetcast_model_load_queue_length gauge",
    "fleetcast_model_load_seconds histogram", "fleetcast_model_load_wait_seconds histogram",
    "fleetcast_model_loads_total counter", "fleetcast_model_read_seconds histogram",
    "fleetcast_model_requests_total counter", "fleetcast_model_unload_seconds histogram",
    "fleetcast_models_known gauge", "fleetcast_models_leased gauge",
    "fleetcast_models_loaded gauge", "fleetcast_negative_entries gauge",
    "fleetcast_newest_model_timestamp_seconds gauge", "fleetcast_rejected_requests_total counter",
    "process_cpu_seconds_total counter", "process_max_fds gauge", "process_open_fds gauge",
    "process_resident_memory_bytes gauge", "process_start_time_seconds gauge",
  ]

  @Test func `all metrics are there, and no others`() async throws {
    try await withServer(on: folder) { client in
      _ = try await client.get("/v1/customers")
      _ = try await client.get("/v1/customers/customer-8/forecast")
      let text = try await client.get("/metrics").body

      let types = text.matches(of: #/# TYPE (.*)/#).map { String($0.1) }
      #expect(types.sorted() == Self.names)
    }
  }

  @Test func `sizes and forecasts are counted as they are`() async throws {
    try await withServer(on: folder) { client in
      let question = #"{"customer":"customer-8","horizon":3}"# + "\n"
      let one = try await client.get("/v1/customers/customer-8/forecast?horizon=7")
      _ = try await client.send("POST", "/v1/forecasts", body: question + question)
      // What has been sent is counted when it has.
      var text = ""
      repeat {
        text = try await client.get("/metrics").body
      } while !text.contains("route=\"/v1/forecasts\"")
        || (Self.value("fleetcast_http_response_size_bytes_count", in: text) ?? 0) < 2

      #expect(Self.value("fleetcast_http_request_size_bytes_count", in: text) == 1)
      #expect(
        Self.value("fleetcast_http_request_size_bytes_sum", in: text)
          == Double(2 * question.utf8.count))
      let sent = try #require(Self.value("fleetcast_http_response_size_bytes_sum", in: text))
      #expect(sent > Double(one.body.utf8.count))
      #expect(Self.value("fleetcast_forecast_points_total", in: text) == 13)
      #expect(Self.value("fleetcast_forecast_duration_seconds_count", in: text) == 3)
      #expect(Self.value("fleetcast_models_leased", in: text) == 0)
    }
  }

  @Test func `a method that a path does not have counts under its route`() async throws {
    try await withServer(on: folder) { client in
      _ = try await client.send("DELETE", "/v1/customers/customer-8/forecast")
      let text = try await client.get("/metrics").body

      let line = "fleetcast_http_requests_total{" + Self.route + #",method="DELETE",code="405"} 1"#
      #expect(text.contains(line + "\n"))
    }
  }

  private static func value(_ name: String, in text: String) -> Double? {
    text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
      .flatMap { Double($0.dropFirst(name.count + 1)) }
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
