import ForecastHTTP
import Foundation
import ModelServing
import TestArtifacts
import TestFolders
import Testing

/// What is the same for every answer of a model: tags, packing, deadlines.
struct AnswerTests {
  private static let path = "/v1/customers/8/forecast"
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))
  }

  @Test func `who has an answer already is not sent it again`() async throws {
    try await withServer(on: folder) { client in
      let first = try await client.get(Self.path)
      let tag = try #require(first.headers["etag"])
      let again = try await client.get(Self.path, headers: ["If-None-Match": "\"x\", W/\(tag)"])
      let other = try await client.get(Self.path + "?horizon=1", headers: ["If-None-Match": tag])

      #expect(first.headers["cache-control"] == "private, no-cache")
      #expect(again.status == 304)
      #expect(again.body.isEmpty)
      #expect(again.headers["etag"] == tag)
      #expect(other.status == 200)
      #expect(other.headers["etag"] != tag)
    }
  }

  @Test func `another model, format or program has another tag`() async throws {
    let clock = ManualClock()
    let tags = try await tags(version: "1", clock)

    try folder.publish(try sampleArtifact(level: 900))
    clock.advance(by: .seconds(1))
    let later = try await self.tags(version: "1", clock)
    let newer = try await self.tags(version: "2", clock)

    #expect(Set(tags + later + newer).count == 9)
  }

  @Test func `a long answer is packed where that is asked for`() async throws {
    try await withServer(on: folder) { client in
      let plain = try await client.get(Self.path)
      let packed = try await client.get(Self.path, headers: ["Accept-Encoding": "br, gzip"])
      let refused = try await client.get(
        Self.path, headers: ["Accept-Encoding": "gzip;q=0, identity"])
      let short = try await client.get(
        "/v1/customers/8", headers: ["Accept-Encoding": "gzip"])

      #expect(plain.headers["content-encoding"] == nil)
      #expect(packed.headers["content-encoding"] == "gzip")
      let sizes = [packed, plain].compactMap { $0.headers["content-length"].flatMap { Int($0) } }
      #expect(sizes.count == 2 && sizes[0] < sizes[1])
      #expect(packed.headers["etag"] != plain.headers["etag"])
      #expect(refused.headers["content-encoding"] == nil)
      #expect(short.headers["content-encoding"] == nil)
    }
  }

  @Test func `JSON lines are an object a step`() async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.get(
        Self.path + "?horizon=2", headers: ["Accept": "application/x-ndjson"])

      #expect(answer.headers["content-type"] == "application/x-ndjson")
      let lines = answer.body.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines.first?.hasPrefix(#"{"timestamp":"2022-01-31","yhat":"#) == true)
    }
  }

  @Test(arguments: [
    ["Prefer": "respond-async, wait=1"], ["Prefer": "wait = 1; x"], ["Request-Timeout": "1"],
  ])
  func `who waits a second only is told after that`(headers: [String: String]) async throws {
    try await withServer(repository: stalled) { client in
      let answer = try await client.get(Self.path, headers: headers)

      #expect(answer.status == 504)
      #expect(answer.body.contains("urn:fleetcast:problem:deadline-passed"))
    }
  }

  @Test func `a wish that is none, or is long, changes nothing`() async throws {
    try await withServer(on: folder) { client in
      for wish in ["wait=x", "wait=0", "wait=60", "wait", "return=minimal", "=", ";"] {
        let answer = try await client.get(Self.path, headers: ["Prefer": wish])

        #expect(answer.status == 200, "\(wish)")
      }
    }
  }

  /// Reads nothing, ever.
  private var stalled: ModelRepository {
    var limits = ServingLimits()
    limits.concurrentReads = 0
    return ModelRepository(directory: folder.path, limits: limits, logger: silent)
  }

  private func tags(version: String, _ clock: ManualClock) async throws -> [String] {
    let tags = Tags()
    var configuration = ForecastServerConfiguration()
    configuration.version = version
    try await withServer(on: folder, configuration: configuration, now: clock.read) { client in
      for target in [Self.path, Self.path + "?format=csv", "/v1/customers/8"] {
        await tags.append(try await client.get(target).headers["etag"] ?? "")
      }
    }
    return await tags.all
  }

  private actor Tags {
    private(set) var all: [String] = []

    func append(_ tag: String) { all.append(tag) }
  }
}
