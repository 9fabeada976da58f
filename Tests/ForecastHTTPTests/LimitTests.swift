import ForecastHTTP
import Logging
import ModelServing
import TestArtifacts
import TestFolders
import Testing

/// Every limit, over a real socket: what its status is, and that the connection ends.
///
/// Times are cut to fractions of a second; an exchange ends when the server closes, so that a limit
/// that does not hold would hang its test.
struct LimitTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))
  }

  @Test func `a head that trickles is ended, however long it goes on`() async throws {
    try await withServer(on: folder, limits: { $0.headTimeout = .milliseconds(300) }) { client in
      let text = try await client.trickle(
        "GET /ping HTTP/1.1\r\nHost: a\r\n", then: "X: y\r\n", every: .milliseconds(20))
      let answer = try HTTPClient.Answer(text)

      #expect(answer.status == 408)
      #expect(answer.headers["connection"] == "close")
      #expect(answer.body.contains("urn:fleetcast:problem:request-timeout"))
    }
  }

  @Test func `a head that stands still is ended`() async throws {
    try await withServer(on: folder, limits: { $0.headTimeout = .milliseconds(100) }) { client in
      let text = try await client.exchange("GET /ping HT")

      #expect(try HTTPClient.Answer(text).status == 408)
    }
  }

  @Test func `a body that trickles is ended`() async throws {
    try await withServer(
      on: folder,
      limits: {
        $0.bodyGrace = .milliseconds(200)
        $0.minimumBodyRate = 10_000
      }
    ) { client in
      let text = try await client.trickle(
        "POST /invocations HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", then: "x",
        every: .milliseconds(20))
      let answer = try HTTPClient.Answer(text)

      #expect(answer.status == 408)
      #expect(answer.headers["connection"] == "close")
      // The door's own words.
      #expect(answer.body.contains("\"code\":408"))
    }
  }

  @Test func `a body as slow as is allowed is read`() async throws {
    try await withServer(
      on: folder,
      limits: {
        $0.bodyGrace = .milliseconds(1)
        $0.minimumBodyRate = 1
      }
    ) { client in
      let answer = try HTTPClient.Answer(
        await client.exchange(
          "POST /endpoints/a/invocations HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            + "X-Amzn-SageMaker-Target-Model: 8.tar.gz\r\nContent-Length: 12\r\n\r\n{\"period\":1}")
      )

      #expect(answer.status == 200)
    }
  }

  @Test func `a connection without a request is closed without a word`() async throws {
    try await withServer(on: folder, limits: { $0.idleTimeout = .milliseconds(50) }) { client in
      #expect(try await client.exchange("").isEmpty)
      let once = try await client.exchange("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(once.hasPrefix("HTTP/1.1 200"))
      #expect(once.ranges(of: "HTTP/1.1").count == 1)
    }
  }

  @Test func `a request that is not answered in time gets 504`() async throws {
    var reading = ServingLimits()
    // Every model waits for a turn that does not come.
    reading.concurrentReads = 0
    let repository = ModelRepository(directory: folder.path, limits: reading, logger: silent)
    var configuration = ForecastServerConfiguration()
    configuration.connections.requestTimeout = .milliseconds(100)

    try await withServer(repository: repository, configuration: configuration) { client in
      // Its route, which would wait for ever and the server's end with it, gives up too.
      let text = try await client.exchange(
        "GET /v1/customers/8/forecast HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = try HTTPClient.Answer(text)

      #expect(answer.status == 504)
      #expect(answer.headers["connection"] == "close")
      #expect(answer.body.contains("urn:fleetcast:problem:deadline-passed"))
      #expect(text.ranges(of: "HTTP/1.1").count == 1)
    }
  }

  @Test func `an answer that its client still takes is not cut as idle`() async throws {
    let log = RecordedLog()
    var configuration = ForecastServerConfiguration()
    configuration.connections.idleTimeout = .milliseconds(200)

    try await withServer(
      repository: ModelRepository(directory: folder.path, logger: silent),
      configuration: configuration, logger: log.logger(.info)
    ) { client in
      // Each line's answer is more than the system holds for a client that takes nothing.
      let question =
        "{\"customer\":\"8\",\"horizon\":10000,\"components\":true,"
        + "\"level\":[0.5,0.6,0.7,0.8,0.9]}\n"
      let body = String(repeating: question, count: 3)

      let text = try await client.exchange(
        "POST /v1/forecasts HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n" + body,
        // All lines are worked out, and the last one waits to be taken.
        pausingWhen: { !log.requests("/v1/forecasts").isEmpty },
        // Two other connections become idle meanwhile.
        { for _ in 0..<2 { _ = try? client.exchangeNow("") } })

      #expect(text.hasSuffix("\r\n0\r\n\r\n"))
      #expect(text.ranges(of: "\"customer\"").count == 3)
    }
  }

  @Test(arguments: [(1, 60_000), (3, 100)])
  func `a client that takes nothing of its answers is let go`(requests: Int, patience: Int)
    async throws
  {
    try await withServer(
      on: folder,
      limits: {
        $0.requestTimeout = .milliseconds(patience)
        $0.writeTimeout = .milliseconds(200)
        $0.maximumConnections = 1
      }
    ) { client in
      let question = "{\"customer\":\"8\",\"horizon\":10000}\n"
      let body = String(repeating: question, count: 30)
      let request =
        "POST /v1/forecasts HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n" + body
      let status = try await client.whileUnread(String(repeating: request, count: requests)) {
        // The only place is taken until the server gives the other connection up.
        var answer = ""
        repeat {
          answer = try client.exchangeNow(
            "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        } while !answer.hasPrefix("HTTP/1.1 200")
        return try HTTPClient.Answer(answer).status
      }

      #expect(status == 200)
    }
  }

  @Test func `a client that asks much in advance and takes nothing is let go`() async throws {
    try await withServer(
      on: folder,
      limits: {
        $0.requestTimeout = .milliseconds(100)
        $0.writeTimeout = .milliseconds(200)
        $0.maximumConnections = 1
      }
    ) { client in
      let request = "GET /v1/customers/8/forecast?horizon=10000 HTTP/1.1\r\nHost: a\r\n\r\n"
      let status = try await client.whileUnread(String(repeating: request, count: 60)) {
        var answer = ""
        repeat {
          answer = try client.exchangeNow(
            "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        } while !answer.hasPrefix("HTTP/1.1 200")
        return try HTTPClient.Answer(answer).status
      }

      #expect(status == 200)
    }
  }

  @Test func `one connection too many is told so, and there is room when another goes`()
    async throws
  {
    try await withServer(on: folder, limits: { $0.maximumConnections = 1 }) { client in
      let refused = try await client.whileConnected {
        try? client.exchangeNow("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n")
      }
      let answer = try HTTPClient.Answer(try #require(refused))

      #expect(answer.status == 503)
      #expect(answer.headers["retry-after"] == "1")
      #expect(answer.headers["connection"] == "close")
      #expect(answer.body.contains("urn:fleetcast:problem:overloaded"))
      var status = 503
      // The end of the first connection comes to the server when it comes.
      while status == 503 { status = try await client.get("/ping").status }
      #expect(status == 200)
    }
  }

  @Test func `who was refused and lingers takes nobody's place`() async throws {
    try await withServer(on: folder, limits: { $0.maximumConnections = 1 }) { client in
      let waited = try await client.afterOneBeside {
        try ContinuousClock().measure {
          var answer = ""
          repeat {
            answer = try client.exchangeNow(
              "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
          } while !answer.hasPrefix("HTTP/1.1 200")
        }
      }

      // The one that was refused is cut after two seconds.
      #expect(waited < .milliseconds(1800))
    }
  }

  @Test func `a line beyond its limit is 414, a header beyond it 431`() async throws {
    try await withServer(on: folder, limits: { $0.maximumLineBytes = 100 }) { client in
      let long = String(repeating: "x", count: 100)
      let line = try await client.get("/ping?" + long)
      let header = try await client.get("/ping", headers: ["X": long + "y"])
      let pieces = try HTTPClient.Answer(
        await client.trickle("GET /", then: String(repeating: "x", count: 30), every: .zero))

      #expect(line.status == 414 && pieces.status == 414)
      #expect(line.body.contains("urn:fleetcast:problem:target-too-long"))
      #expect(header.status == 431)
      for answer in [line, header, pieces] { #expect(answer.headers["connection"] == "close") }
    }
  }

  @Test(arguments: [1, 3000]) func `so they are behind another request`(target: Int) async throws {
    let first =
      "GET /ping?" + String(repeating: "x", count: target) + " HTTP/1.1\r\nHost: a\r\n\r\n"
    let long = String(repeating: "x", count: 9000)

    try await withServer(on: folder) { client in
      for (request, status) in [
        ("GET /\(long) HTTP/1.1\r\nHost: a\r\n\r\n", "414"),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(long)\r\n\r\n", "431"),
      ] {
        let text = try await client.exchange(first + request)

        let answers = text.matches(of: #/HTTP\/1\.1 (\d+)/#).map { String($0.1) }
        #expect(answers == ["200", status])
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5])
  func `a request whose last bytes come alone leaves a connection that is idle`(
    count: Int
  ) async throws {
    try await withServer(
      on: folder,
      limits: {
        $0.headTimeout = .milliseconds(100)
        $0.idleTimeout = .milliseconds(300)
      }
    ) { client in
      let request = "GET /ping HTTP/1.1\r\nHost: a\r\n\r\n"
      let text = try await client.exchange(
        String(decoding: request.utf8.dropLast(count), as: UTF8.self),
        after: .milliseconds(20),
        then: String(decoding: request.utf8.suffix(count), as: UTF8.self))

      // A head that was thought to have begun would end it with 408.
      #expect(text.hasPrefix("HTTP/1.1 200"))
      #expect(text.ranges(of: "HTTP/1.1").count == 1)
    }
  }

  @Test(arguments: [("a", 300), ("b", 40)])
  func `headers beyond their bytes or their number are 431`(name: String, count: Int) async throws {
    try await withServer(
      on: folder,
      limits: {
        $0.maximumHeaderBytes = 1000
        $0.maximumHeaders = 30
      }
    ) { client in
      let headers =
        count > 100
        ? ["X-1": String(repeating: name, count: 900), "X-2": String(repeating: name, count: 300)]
        : Dictionary(uniqueKeysWithValues: (0..<count).map { ("\(name)\($0)", "") })

      let answer = try await client.get("/ping", headers: headers)

      #expect(answer.status == 431)
      #expect(answer.headers["connection"] == "close")
    }
  }

  @Test(arguments: ["Content-Length: 5000000", "Transfer-Encoding: chunked"])
  func `a body beyond its limit is 413 and is not read to its end`(framing: String) async throws {
    var configuration = ForecastServerConfiguration()
    configuration.maximumBodyBytes = 1000
    configuration.maximumBatchBytes = 2000

    try await withServer(on: folder, configuration: configuration) { client in
      for (path, type, form) in [
        ("/invocations", "application/json", "\"code\":413"),
        ("/endpoints/a/invocations", "application/json", "ValidationError"),
        ("/v1/forecasts", "application/x-ndjson", "body-too-large"),
      ] {
        let text = try await client.trickle(
          "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Type: \(type)\r\n"
            + "X-Amzn-SageMaker-Target-Model: 8.tar.gz\r\n\(framing)\r\n\r\n",
          then: "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n", every: .zero)
        let answer = try HTTPClient.Answer(text)

        #expect(answer.status == 413, "\(path)")
        #expect(answer.headers["connection"] == "close")
        #expect(text.contains(form), "\(text)")
      }
    }
  }

  @Test func `all bodies together have a limit, and there is room again when they are read`()
    async throws
  {
    var configuration = ForecastServerConfiguration()
    configuration.maximumTotalBodyBytes = 1000

    try await withServer(on: folder, configuration: configuration) { client in
      let question = #"{"customer":"8","horizon":1}"#
      let filler = String(repeating: " ", count: 900)
      // The second one does not fit beside the first, of which all but a byte is there.
      let (first, second) = try await client.beside(
        "POST /invocations HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
          + "Content-Length: \(filler.utf8.count + question.utf8.count)\r\n\r\n" + filler,
        then: question,
        until: {
          try client.exchangeNow(
            "POST /invocations HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
              + "Content-Length: 900\r\n\r\n" + filler)
        }, hasSucceeded: { $0.hasPrefix("HTTP/1.1 503") })
      let refused = try HTTPClient.Answer(second)
      let later = try await client.send("POST", "/invocations", body: filler + question)

      #expect(try HTTPClient.Answer(first).status == 200)
      #expect(refused.headers["retry-after"] == "1")
      #expect(later.status == 200)
    }
  }

  @Test(arguments: ["", "Expect: 100-continue\r\n"])
  func `a body that finds no room is refused by its announced length`(expect: String)
    async throws
  {
    var configuration = ForecastServerConfiguration()
    configuration.maximumTotalBodyBytes = 1000

    try await withServer(on: folder, configuration: configuration) { client in
      let text = try await client.exchange(
        "POST /invocations HTTP/1.1\r\nHost: a\r\n\(expect)Content-Length: 1001\r\n\r\n")

      // Not one byte of it was waited for.
      #expect(try HTTPClient.Answer(text).status == 503)
    }
  }

  @Test func `batches leave half of the room to all others`() async throws {
    var configuration = ForecastServerConfiguration()
    configuration.maximumTotalBodyBytes = 1000

    try await withServer(on: folder, configuration: configuration) { client in
      let question = #"{"customer":"8","horizon":1}"#
      let filler = String(repeating: " ", count: 600 - question.utf8.count)
      let batch = try await client.send("POST", "/v1/forecasts", body: filler + question)
      let single = try await client.send("POST", "/invocations", body: filler + question)

      #expect(batch.status == 503)
      #expect(single.status == 200)
    }
  }

  @Test func `an answer before its request was whole ends the connection`() async throws {
    try await withServer(on: folder) { client in
      let text = try await client.trickle(
        "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n", then: "x",
        every: .milliseconds(1))
      let answer = try HTTPClient.Answer(text)

      #expect(answer.status == 404)
      #expect(answer.headers["connection"] == "close")
    }
  }
}
