import ForecastHTTP
import ModelServing
import TestArtifacts
import TestFolders
import Testing

struct DrainTests {
  @Test func `a server that is told to drain answers on, not ready, and closes connections`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))

    try await withServer(
      repository: ModelRepository(directory: folder.path, logger: silent)
    ) { (client, server: ForecastServer) in
      #expect(try await client.get("/readyz").status == 200)

      server.beginDrain()

      #expect(try await client.get("/readyz").status == 503)
      #expect(try await client.get("/ping").status == 503)
      #expect(try await client.get("/healthz").status == 200)
      // Sent without asking for it, the exchange would not end unless the server closes.
      let text = try await client.exchange(
        "GET /v1/customers/8/forecast HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = try HTTPClient.Answer(text)
      #expect(answer.status == 200)
      #expect(answer.headers["connection"] == "close")
      #expect(answer.headers["content-length"] == "\(answer.body.utf8.count)")
    }
  }

  @Test func `of requests sent in one go the last answer closes the connection`() async throws {
    let folder = try TemporaryFolder()

    try await withServer(
      repository: ModelRepository(directory: folder.path, logger: silent)
    ) { (client, server: ForecastServer) in
      server.beginDrain()
      let request = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
      let text = try await client.exchange(request + request + request)

      // How many of them are read before the first is answered is not ours to say; none is cut.
      let answers = text.split(separator: "HTTP/1.1 200 OK\r\n")
      #expect((1...3).contains(answers.count))
      #expect(answers.allSatisfy { $0.hasSuffix("{\"status\":\"ok\"}\n") })
      #expect(answers.last?.lowercased().contains("connection: close") == true)
    }
  }
}
