import ForecastHTTP
import TestArtifacts
import TestFolders
import Testing

/// `Expect: 100-continue` (RFC 9110, 10.1.1): who waits to send a body is told to, or that it is not
/// wanted.
struct ExpectationTests {
  private static let permission = "HTTP/1.1 100 Continue\r\n\r\n"
  private static let body = #"{"customer":"8","horizon":1}"#

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))
  }

  private static func head(
    of path: String = "/invocations", length: Int = body.utf8.count, version: String = "1.1",
    _ header: String = "Expect: 100-continue\r\n"
  ) -> String {
    "POST \(path) HTTP/\(version)\r\nHost: a\r\nConnection: close\r\n\(header)"
      + "Content-Length: \(length)\r\n\r\n"
  }

  @Test(arguments: ["Expect: 100-continue\r\n", "expect: 100-Continue\r\n"])
  func `a body that is wanted is asked for, once`(header: String) async throws {
    try await withServer(on: folder) { client in
      let text = try await client.exchange(
        Self.head(header), whenSaid: Self.permission, then: Self.body)

      #expect(text.hasPrefix(Self.permission + "HTTP/1.1 200"))
      #expect(text.ranges(of: "HTTP/1.1").count == 2)
    }
  }

  @Test func `on one connection each is asked for in its turn`() async throws {
    try await withServer(on: folder) { client in
      let kept = Self.head().replacing("Connection: close\r\n", with: "")
      let text = try await client.exchange(
        kept, whenSaid: Self.permission,
        then: Self.body + Self.head(of: "/v1/forecasts") + Self.body)

      #expect(text.ranges(of: "HTTP/1.1 100").count <= 2)
      #expect(text.ranges(of: "HTTP/1.1 200").count == 2)
    }
  }

  @Test(arguments: [
    ("/nowhere", 28, 404), ("/invocations", 50_000_000, 413), ("/v1/customers", 28, 405),
  ])
  func `a body that is not wanted is refused unread`(path: String, length: Int, status: Int)
    async throws
  {
    try await withServer(on: folder) { client in
      let text = try await client.exchange(Self.head(of: path, length: length))
      let answer = try HTTPClient.Answer(text)

      #expect(answer.status == status)
      #expect(answer.headers["connection"] == "close")
      #expect(text.ranges(of: "HTTP/1.1").count == 1)
    }
  }

  @Test func `who has no token is told so without a body`() async throws {
    try await withServer(on: folder, tokens: try TestTokens().store) { client in
      let text = try await client.exchange(Self.head())

      #expect(text.hasPrefix("HTTP/1.1 401"))
    }
  }

  @Test(arguments: ["Expect: more\r\n", "Expect: 100-continue\r\nExpect: more\r\n"])
  func `what else is expected fails`(header: String) async throws {
    try await withServer(on: folder) { client in
      let text = try await client.exchange(Self.head(header) + Self.body)
      let answer = try HTTPClient.Answer(text)

      #expect(answer.status == 417)
      #expect(answer.headers["connection"] == "close")
      #expect(answer.body.contains("urn:fleetcast:problem:expectation-failed"))
    }
  }

  @Test func `who sends the body without waiting is not asked for it`() async throws {
    try await withServer(on: folder) { client in
      let text = try await client.exchange(Self.head() + Self.body)

      // Whether head and body are read at one time is the system's choice.
      #expect(text.hasPrefix("HTTP/1.1 200") || text.hasPrefix(Self.permission + "HTTP/1.1 200"))
    }
  }

  @Test func `HTTP 1 0 knows no such thing`() async throws {
    try await withServer(on: folder) { client in
      let text = try await client.exchange(Self.head(version: "1.0") + Self.body)

      #expect(text.hasPrefix("HTTP/1.0 200"))
    }
  }
}
