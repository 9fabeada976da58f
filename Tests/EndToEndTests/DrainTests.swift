import Foundation
import Glibc
import TestFolders
import Testing

/// How a server ends: with what it has begun.
@Suite struct DrainTests {
  // 10,000 steps of a dozen columns: a few megabytes, far more than the system buffers for a client that
  // does not read.
  private static let large =
    "GET /v1/customers/a/forecast?horizon=10000&level=0.5,0.6,0.7,0.8,0.9&components=true"
    + " HTTP/1.1\r\nHost: a\r\n\r\n"

  private func endpoint(
    in folder: TemporaryFolder, _ arguments: String...
  ) throws -> Endpoint {
    try folder.write(dailyCSV(rows: 400), to: "data/a.csv")
    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    return try Endpoint(artifacts: "models", in: folder, arguments: arguments)
  }

  /// A client that has asked for a large answer and read only its beginning.
  private func slowClient(of endpoint: Endpoint) throws -> (RawConnection, [UInt8]) {
    let connection = try RawConnection(port: endpoint.port, receiveBufferBytes: 4096)
    try connection.send(Self.large)
    return (connection, Array(try connection.receive(atMost: 1024)))
  }

  @Test func `an answer of megabytes reaches a slow client whole, and nobody new is let in`() throws
  {
    let folder = try TemporaryFolder()
    let endpoint = try endpoint(in: folder)
    let (slow, beginning) = try slowClient(of: endpoint)
    let idle = try RawConnection(port: endpoint.port)
    try idle.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try idle.receive()

    endpoint.terminate()
    let lastWords = try idle.rest()
    #expect(throws: ConnectionError.self) { _ = try RawConnection(port: endpoint.port) }
    let answer = String(decoding: beginning + (try slow.rest()), as: UTF8.self)
    let ended = try endpoint.finished()

    #expect(lastWords.isEmpty)
    let length = try #require(answer.firstMatch(of: /content-length: (\d+)/.ignoresCase())?.1)
    let body = try #require(answer.firstRange(of: "\r\n\r\n"))
    #expect(answer[body.upperBound...].utf8.count == Int(length))
    #expect(answer.utf8.count > 1_000_000)
    #expect(ended.status == 0, "\(ended.standardError)")
    #expect(!ended.standardError.contains("connections were cut"))
  }

  @Test func `a client that does not take its answer is cut off in the end`() throws {
    let folder = try TemporaryFolder()
    let endpoint = try endpoint(in: folder, "--drain-timeout", "50ms")
    let (slow, _) = try slowClient(of: endpoint)

    endpoint.terminate()
    let ended = try endpoint.finished()

    #expect(ended.status == 0, "\(ended.standardError)")
    #expect(ended.standardError.contains("connections were cut connections=1"))
    withExtendedLifetime(slow) {}
  }

  @Test func `with a delay it answers on, not ready, until a second signal ends it at once`()
    async throws
  {
    let folder = try TemporaryFolder()
    let endpoint = try endpoint(in: folder, "--drain-delay", "60m")
    #expect(try await endpoint.get("/readyz").status == 200)

    endpoint.terminate()
    while try await endpoint.get("/readyz").status == 200 {}

    #expect(try await endpoint.get("/ping").status == 503)
    #expect(try await endpoint.get("/healthz").status == 200)
    #expect(try await endpoint.get("/v1/customers/a/forecast").status == 200)
    endpoint.terminate()
    #expect(try endpoint.finished().status == 130)
  }
}
