import ForecastHTTP
import Foundation
import ModelServing
import TestArtifacts
import TestFolders
import Testing

struct BatchTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))
    try folder.publish(try sampleArtifact(of: "9", level: 900))
  }

  @Test func `each line is what the customer's own route answers, in the order asked`()
    async throws
  {
    try await withServer(on: folder) { client in
      let batch = try await client.ask(
        """
        {"customer":"9","horizon":2}
        {"customer":"8","horizon":"2d","level":0.9,"components":true}
        """)
      let first = try await client.get("/v1/customers/9/forecast?horizon=2")
      let second = try await client.get(
        "/v1/customers/8/forecast?horizon=2&level=0.9&components=true")

      #expect(batch.status == 200)
      #expect(batch.headers["content-type"] == "application/x-ndjson")
      #expect(batch.lines == [first.body, second.body].map { String($0.dropLast()) })
    }
  }

  @Test func `a bad line is told in its place, and the others are answered`() async throws {
    try await withServer(on: folder) { client in
      let batch = try await client.ask(
        """
        {"customer":"nobody"}

        {"customer":"8","horizon":1}
        {
        {"horizon":1}
        {"customer":"8","horizon":0}
        """)

      let lines = batch.lines
      try #require(lines.count == 5)
      let start = #""error":{"type":"urn:fleetcast:problem:"#
      #expect(lines[0].hasPrefix(#"{"line":1,"customer":"nobody","# + start + "unknown-customer"))
      #expect(lines[1].hasPrefix(#"{"customer":"8","model""#))
      #expect(lines[2].hasPrefix(#"{"line":4,"# + start + "bad-body"))
      #expect(lines[3].contains("'customer' is missing"))
      #expect(lines[4].hasPrefix(#"{"line":6,"# + start + "out-of-range"))
    }
  }

  @Test func `ten thousand lines are answered in order, one more is too many`() async throws {
    let line = #"{"customer":"8","horizon":1,"level":0."#
    let body = (1...10_000).map { line + "\($0 + 10_000)}\n" }.joined()

    try await withServer(on: folder) { client in
      let all = try await client.ask(body)
      let more = try await client.ask(body + "{}")

      #expect(all.lines.count == 10_000)
      #expect(
        all.lines.enumerated().allSatisfy { index, answer in
          answer.contains("\"level\":[\(Double("0.\(index + 10_001)") ?? 0)]")
        })
      #expect(more.status == 413)
    }
  }

  @Test func `only lines of JSON are read, and only such are written`() async throws {
    try await withServer(on: folder) { client in
      let csv = try await client.ask("8", type: "text/csv")
      let html = try await client.send(
        "POST", "/v1/forecasts", headers: ["Accept": "text/html"], body: "{}")
      let get = try await client.get("/v1/forecasts")

      #expect(csv.status == 415)
      #expect(csv.headers["accept"] == "application/x-ndjson")
      #expect(html.status == 406)
      #expect(get.status == 405)
      #expect(get.headers["allow"] == "POST")
    }
  }

  @Test func `a line of too many bytes or values is told in its place`() async throws {
    let long = #"{"customer":"8","horizon":1}"# + String(repeating: " ", count: 1 << 20)
    let many = "[" + String(repeating: "1,", count: 110_000) + "1]"

    try await withServer(on: folder) { client in
      let batch = try await client.ask(
        [long, many, #"{"customer":"8","horizon":1}"#].joined(separator: "\n"))

      let lines = batch.lines
      try #require(lines.count == 3)
      #expect(lines[0].contains("the line has more than 1048576 bytes"))
      #expect(lines[1].contains("more than 110000 values"))
      #expect(lines[2].hasPrefix(#"{"customer":"8","model""#))
    }
  }

  @Test func `lines among much that is blank keep their numbers`() async throws {
    let blank = String(repeating: " \n", count: 5000)

    try await withServer(on: folder) { client in
      let batch = try await client.ask(
        blank + "{\n" + blank + #"{"customer":"8","horizon":1}"# + "\n" + blank + "[1")

      let lines = batch.lines
      try #require(lines.count == 3)
      #expect(lines[0].hasPrefix(#"{"line":5001,"#))
      #expect(lines[1].hasPrefix(#"{"customer":"8","model""#))
      #expect(lines[2].hasPrefix(#"{"line":15003,"#))
    }
  }

  @Test func `on a disk that hangs one line waits, and what is in memory is answered`()
    async throws
  {
    var limits = ServingLimits()
    // Every model waits for a turn that does not come.
    limits.concurrentReads = 0
    let repository = ModelRepository(directory: folder.path, limits: limits, logger: silent)
    var configuration = ForecastServerConfiguration()
    configuration.connections.requestTimeout = .milliseconds(300)
    let body = (0..<60).map { "{\"customer\":\"c\($0)\"}" }.joined(separator: "\n")

    try await withServer(repository: repository, configuration: configuration) { client in
      let start = ContinuousClock.now
      let batch = try await client.ask(body)

      #expect(batch.lines.count == 60)
      #expect(batch.lines.allSatisfy { $0.contains("deadline-passed") })
      // If each waited it would be 18 s.
      #expect(start.duration(to: .now) < .seconds(9))
    }
  }

  @Test func `no line is no question`() async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.ask(" \r\n\n")

      #expect(answer.status == 400)
      #expect(answer.body.contains("no line asks anything"))
    }
  }
}

extension HTTPClient {
  fileprivate func ask(
    _ body: String, type: String = "application/x-ndjson"
  ) async throws -> Answer {
    try await send("POST", "/v1/forecasts", headers: ["Content-Type": type], body: body)
  }
}

extension HTTPClient.Answer {
  /// Of the body, whose chunks are put together.
  var lines: [String] {
    var text = ""
    var rest = body[...]
    while let end = rest.firstRange(of: "\r\n"),
      let size = Int(rest[..<end.lowerBound], radix: 16), size > 0
    {
      let chunk = rest[end.upperBound...].utf8.prefix(size)
      text += String(Substring(chunk))
      rest = rest[chunk.endIndex...].dropFirst(1)
    }
    return text.split(separator: "\n").map(String.init)
  }
}
