import ForecastHTTP
import Foundation
import Glibc
import Logging
import ModelServing
import Synchronization
import TestArtifacts
import TestFolders
import Testing

struct ServerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))
  }

  @Test(arguments: ["/ping", "/healthz", "/readyz"])
  func `the server says that it is well`(path: String) async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.get(path)

      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == "application/json")
    }
  }

  @Test func `without its artifacts folder it is alive and not ready`() async throws {
    let repository = ModelRepository(directory: folder.path("none"), logger: silent)

    try await withServer(repository: repository) { client in
      let ping = try await client.get("/ping")
      let ready = try await client.get("/readyz")
      let forecast = try await client.get("/v1/customers/8/forecast")

      #expect(ping.status == 200)
      #expect(ready.status == 503)
      #expect(forecast.status == 404)
    }
  }

  @Test(arguments: ["/", "/v1", "/v1/customers/8/forecasts", "/v2/customers/8"])
  func `an unknown path is not found`(path: String) async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.get(path)

      #expect(answer.status == 404)
      #expect(answer.body.contains("urn:fleetcast:problem:unknown-path"))
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
  func `another method is told which ones are answered`(method: String) async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.send(method, "/v1/customers/8/forecast")

      #expect(answer.status == 405)
      #expect(answer.headers["allow"] == "GET, HEAD")
    }
  }

  @Test func `HEAD has the headers of GET and no body`() async throws {
    try await withServer(on: folder) { client in
      let get = try await client.get("/v1/customers/8/forecast")
      let head = try await client.send("HEAD", "/v1/customers/8/forecast")

      #expect(head.status == 200)
      #expect(head.body.isEmpty)
      #expect(head.headers["content-length"] == get.headers["content-length"])
      #expect(head.headers["content-type"] == "application/json")
    }
  }

  @Test func `a request keeps its own identity where it is well formed`() async throws {
    try await withServer(on: folder) { client in
      let own = try await client.get("/ping", headers: ["X-Request-Id": "night-42"])
      let forged = try await client.get("/nowhere", headers: ["X-Request-Id": "a\" b"])
      let none = try await client.get("/ping")

      #expect(own.headers["x-request-id"] == "night-42")
      let given = try #require(forged.headers["x-request-id"])
      #expect(given != "a\" b")
      #expect(forged.body.contains("\"request_id\":\"\(given)\""))
      #expect(none.headers["x-request-id"]?.isEmpty == false)
    }
  }

  @Test func `many who ask for one cold model at once cause one read`() async throws {
    let repository = ModelRepository(directory: folder.path, logger: silent)

    try await withServer(repository: repository) { client in
      let statuses = try await withThrowingTaskGroup { group in
        for _ in 0..<100 {
          group.addTask { try await client.get("/v1/customers/8/forecast?horizon=1").status }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }

      #expect(statuses == [Int](repeating: 200, count: 100))
      #expect(repository.statistics.loads == 1)
    }
  }

  @Test func `connections send without delay`() async throws {
    try await withServer(on: folder) { client in
      let flags = try await client.whileConnected { noDelayFlags(localPort: client.port) }

      #expect(!flags.isEmpty)
      #expect(flags.allSatisfy { $0 })
    }
  }

  @Test func `a connection that stands idle is closed, one with half a head is told`() async throws
  {
    var configuration = ForecastServerConfiguration()
    configuration.connections.idleTimeout = .milliseconds(20)
    configuration.connections.headTimeout = .milliseconds(100)

    try await withServer(on: folder, configuration: configuration) { client in
      let silent = try await client.exchange("")
      let unfinished = try await client.exchange("GET /ping HT")

      #expect(silent.isEmpty)
      #expect(unfinished.hasPrefix("HTTP/1.1 408"))
    }
  }

  @Test func `headers beyond the limit are refused in words, and the connection is closed`()
    async throws
  {
    try await withServer(on: folder) { client in
      let large = String(repeating: "x", count: 9000)
      let header = try await client.get("/ping", headers: ["X-Large": large])
      let many = try await client.get(
        "/ping", headers: Dictionary(uniqueKeysWithValues: (0..<101).map { ("X-\($0)", "y") }))

      for answer in [header, many] {
        #expect(answer.status == 431)
        #expect(answer.headers["connection"] == "close")
        #expect(answer.headers["content-length"] == "\(answer.body.utf8.count)")
        #expect(answer.body.contains("urn:fleetcast:problem:headers-too-large"))
      }
    }
  }

  @Test func `the answers of requests before an unreadable one come first`() async throws {
    try await withServer(on: folder) { client in
      let text = try await client.exchange(
        "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n")

      let first = try #require(text.firstRange(of: #"{"status":"ok"}"#))
      let second = try #require(text.firstRange(of: "HTTP/1.1 400 "))
      #expect(text.hasPrefix("HTTP/1.1 200 "))
      #expect(first.upperBound < second.lowerBound)
    }
  }

  @Test func `an idle connection does not hold up a graceful shutdown`() async throws {
    let idle = Mutex<Task<String, any Error>?>(nil)

    try await withServer(on: folder) { client in
      let (answers, answered) = AsyncStream.makeStream(of: Void.self)
      let connection = Task {
        try await client.exchange("GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n") {
          answered.finish()
        }
      }
      for await _ in answers {}
      idle.withLock { $0 = connection }
    }

    let answer = try await idle.withLock(\.self)?.value
    #expect(answer?.hasPrefix("HTTP/1.1 200") == true)
  }

  @Test func `a port that is taken says so`() async throws {
    try await withServer(on: folder) { [folder] client in
      var configuration = ForecastServerConfiguration()
      configuration.port = client.port
      let second = ForecastServer(
        configuration: configuration,
        repository: ModelRepository(directory: folder.path, logger: silent), logger: silent)

      await #expect(
        throws: ForecastServerError.cannotListen(
          host: "127.0.0.1", port: client.port, code: EADDRINUSE)
      ) { try await second.run() }
    }
  }
}

/// TCP_NODELAY of every connection that this process has accepted on a port.
private func noDelayFlags(localPort: Int) -> [Bool] {
  (3 as Int32..<1024).compactMap { descriptor in
    guard port(of: descriptor, getsockname) == localPort, port(of: descriptor, getpeername) != nil
    else { return nil }
    var flag: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    let result = getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &flag, &size)
    return result == 0 && flag != 0
  }
}

private func port(
  of descriptor: Int32,
  _ name: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
) -> Int? {
  var address = sockaddr_in()
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let result = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { name(descriptor, $0, &size) }
  }
  return result == 0 && address.sin_family == AF_INET
    ? Int(in_port_t(bigEndian: address.sin_port)) : nil
}
