import ForecastHTTP
import TestArtifacts
import TestFolders
import Testing

/// What becomes of a connection after an answer; an exchange ends when the server closes.
struct PersistenceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))
  }

  @Test(arguments: [
    "GET /ping HTTP/1.0\r\n\r\n", "GET /ping HTTP/1.0\r\nConnection: close\r\n\r\n",
    "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n",
    "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, close\r\n\r\n",
  ])
  func `who does not keep the connection sees it end`(request: String) async throws {
    try await withServer(on: folder) { client in
      let answer = try HTTPClient.Answer(await client.exchange(request))

      #expect(answer.status == 200)
      #expect(answer.headers["connection"] == "close")
      #expect(answer.body == "{\"status\":\"Healthy\"}\n")
    }
  }

  @Test func `HTTP 1.0 keeps it where it asks to`() async throws {
    try await withServer(on: folder) { client in
      let text = try await client.exchange(
        "GET /ping HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /healthz HTTP/1.0\r\n\r\n")

      #expect(text.contains("{\"status\":\"Healthy\"}"))
      #expect(text.lowercased().contains("connection: keep-alive"))
      #expect(text.hasSuffix("{\"status\":\"ok\"}\n"))
    }
  }

  @Test func `HTTP 1.0 gets no chunks: a streamed answer ends with its connection`() async throws {
    try await withServer(on: folder) { client in
      let body = "{\"customer\":\"8\",\"horizon\":1}\n"
      let text = try await client.exchange(
        "POST /v1/forecasts HTTP/1.0\r\nConnection: keep-alive\r\n"
          + "Content-Type: application/x-ndjson\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
          + body)
      let answer = try HTTPClient.Answer(text)

      #expect(answer.status == 200)
      #expect(answer.headers["transfer-encoding"] == nil)
      #expect(answer.headers["connection"] == "close")
      #expect(answer.body.hasPrefix("{\"customer\":\"8\"") && answer.body.hasSuffix("}\n"))
    }
  }

  @Test func `a client that has sent all and says so still gets its answer`() async throws {
    try await withServer(on: folder) { client in
      let text = try await client.exchange(
        "GET /v1/customers/8/forecast HTTP/1.1\r\nHost: a\r\n\r\n", finishing: true)

      #expect(try HTTPClient.Answer(text).status == 200)
    }
  }
}
