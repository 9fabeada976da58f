import ForecastHTTP
import TestArtifacts
import TestFolders
import Testing

/// Forms by which one request is hidden inside of another, past a proxy that reads them otherwise
/// (RFC 9112, 11), and characters that an answer must not carry back.
struct SmugglingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))
  }

  private static let heads: [String] = [
    // Two opinions on the body's end.
    "Content-Length: 4\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 4",
    "Content-Length: 4\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: 5",
    "Content-Length: 5, 5", "Content-Length: 4,5",
    // No number, to some.
    "Content-Length: -1", "Content-Length: +5", "Content-Length: 0x5", "Content-Length: 5e0",
    "Content-Length: ", "Content-Length: 5 5", "Content-Length: 99999999999999999999999",
    // Codings that some know and others pass on.
    "Transfer-Encoding: identity", "Transfer-Encoding: gzip", "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: chunked, identity", "Transfer-Encoding: chunked, chunked",
    "Transfer-Encoding: xchunked", "Transfer-Encoding: \u{b}chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding:\r\n chunked",
    // Names that are no names.
    "Content-Length : 5", "Transfer-Encoding : chunked", " Content-Length: 5", ": 5", "No Colon",
    "Content\u{0}Length: 5", "X(y): z",
    // Lines that end in another way, or not.
    "X: a\rContent-Length: 5", "X: a\u{0}b", "X: a\u{1}b", "X: a\u{7f}b", "X: a\r\n folded",
  ]

  @Test(arguments: heads)
  func `a head that two readers could read otherwise is refused`(head: String) async throws {
    try await expectRefusal(
      of: "POST /v1/forecasts HTTP/1.1\r\nHost: a\r\n\(head)\r\n\r\n0\r\n\r\nGET /ping HTTP/1.1\r\n"
    )
  }

  @Test(arguments: [
    "GET /ping HTTP/1.1\r\n\r\n", "GET /ping HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET /ping HTTP/9.9\r\nHost: a\r\n\r\n", "GET /ping HTTP/1.1x\r\nHost: a\r\n\r\n",
    "GET /ping http/1.1\r\nHost: a\r\n\r\n",
    "GET /ping\u{1} HTTP/1.1\r\nHost: a\r\n\r\n", "GET /pi\u{0}ng HTTP/1.1\r\nHost: a\r\n\r\n",
    "G@T /ping HTTP/1.1\r\nHost: a\r\n\r\n", "nonsense\r\n\r\n",
    "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n",
    "POST /v1/forecasts HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "GET /ping HTTP/1.1\nHost: a\n\n", "GET /ping HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
  ])
  func `a line or an end that is not as it should be is refused`(request: String) async throws {
    try await expectRefusal(of: request)
  }

  @Test(arguments: [
    "zz\r\n", "-1\r\nx\r\n", "fffffffffffffffff\r\nx", "0x1\r\nx\r\n0\r\n\r\n",
    "1\r\nxyz\r\n0\r\n\r\n", "1\nx\n0\n\n", " 1\r\nx\r\n0\r\n\r\n",
  ])
  func `chunks that are none are refused`(chunks: String) async throws {
    try await expectRefusal(
      of: "POST /v1/forecasts HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)")
  }

  @Test func `control characters of a request come back in no header, and escaped in a body`()
    async throws
  {
    var configuration = ForecastServerConfiguration()
    configuration.endpointName = "fleet"

    try await withServer(on: folder, configuration: configuration) { client in
      let evil = "%0d%0aSet-Cookie:%20a=b%0d%0a%1b%00"
      let answers = [
        try await client.get("/v1/customers/\(evil)/forecast"),
        try await client.get("/v1/customers/8/forecast?level=\(evil)"),
        try await client.get("/v1/customers?after=\(evil)"),
        try await client.send("POST", "/endpoints/\(evil)/invocations", body: "{}"),
        try await client.send(
          "POST", "/endpoints/fleet/invocations",
          headers: [
            "X-Amzn-SageMaker-Target-Model": "8.tar.gz", "X-Request-Id": "a\tb",
            "X-Amzn-SageMaker-Custom-Attributes": String(repeating: "x", count: 2000),
          ], body: "{\"a\\r\\nb\":1}"),
      ]

      for answer in answers {
        #expect((400..<500).contains(answer.status))
        #expect(answer.headers["set-cookie"] == nil)
        #expect(answer.headers["x-amzn-sagemaker-custom-attributes"] == nil)
        #expect(answer.headers["x-request-id"]?.contains("\t") == false)
        #expect(answer.body.utf8.dropLast().allSatisfy { $0 >= 32 }, "\(answer.body)")
      }
    }
  }

  private func expectRefusal(of request: String) async throws {
    try await withServer(on: folder) { client in
      let text = try await client.exchange(request, finishing: true)
      let answer = try HTTPClient.Answer(text)

      #expect(answer.status == 400)
      #expect(answer.headers["connection"] == "close")
      #expect(answer.body.contains("urn:fleetcast:problem:bad-request"))
      #expect(text.matches(of: #/HTTP/1\.1 \d/#).count == 1, "what was hidden is answered: \(text)")
    }
  }
}
