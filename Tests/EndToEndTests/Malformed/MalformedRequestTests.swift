import Foundation
import TestArtifacts
import TestFolders
import Testing

/// Ten thousand malformed requests leave the server as it was: it answers rightly, and has no more
/// memory and no more open files.
///
/// `FLEETCAST_TRIAL_SEED` chooses others.
struct MalformedRequestTests {
  private static let lanes = 4
  /// After these every buffer and thread is there that a server has.
  private static let warmUp = 1_000
  /// What an allocator may keep of what was freed; a leak of a kilobyte a request would be more.
  private static let growth = 6 << 20

  @Test(arguments: [
    (environment: [:], requests: 8_000),
    (environment: ["SAGEMAKER_MULTI_MODEL": "true"], requests: 2_000),
  ])
  func `malformed requests leave the server healthy`(
    environment: [String: String], requests: Int
  ) async throws {
    let folder = try TemporaryFolder(inMemory: true)
    for id in ["8", "9"] { try folder.publish(try sampleArtifact(of: id)) }
    let endpoint = try Endpoint(
      artifacts: folder.path, in: folder, arguments: ["--host", "127.0.0.1"],
      environment: environment)
    let idle = try endpoint.openFiles
    let answer = try endpoint.forecast()

    _ = try await Self.send(Self.warmUp, to: endpoint, seed: Self.seed &+ 1)
    let before = try endpoint.residentBytes(withOpenFiles: idle)
    let statuses = try await Self.send(requests, to: endpoint, seed: Self.seed)
    let after = try endpoint.residentBytes(withOpenFiles: idle)

    // Some came through, and the others were refused in many ways: nothing was all noise.
    #expect(statuses.isSuperset(of: [200, 400, 404, 424, 431]))
    #expect(answer.contains("\"yhat\""))
    #expect(try endpoint.forecast() == answer)
    #expect(after - before < Self.growth, "\(before) bytes before, \(after) after")
    let end = try endpoint.stop()
    #expect(end.status == 0)
    #expect(!end.standardError.contains("request failed"), "\(end.standardError)")
  }

  private static var seed: UInt64 {
    ProcessInfo.processInfo.environment["FLEETCAST_TRIAL_SEED"].flatMap(UInt64.init) ?? 7
  }

  /// The statuses that were answered.
  private static func send(
    _ count: Int, to endpoint: Endpoint, seed: UInt64
  ) async throws -> Set<Int> {
    let port = endpoint.port
    return try await withThrowingTaskGroup(of: Set<Int>.self) { group in
      for lane in 0..<lanes {
        group.addTask {
          try await onItsOwnThread {
            var requests = RequestMutations(seed: seed &* 31 &+ UInt64(lane))
            var statuses: Set<Int> = []
            for _ in 0..<count / lanes {
              let request = requests.next()
              let answer = try RawExchange.send(request, port: port)
              statuses.formUnion(check(answer, to: request))
            }
            return statuses
          }
        }
      }
      return try await group.reduce(into: []) { $0.formUnion($1) }
    }
  }

  /// Whatever was sent, it is nothing, an answer, or several; none of them is the server's fault.
  private static func check(_ answer: [UInt8], to request: [UInt8]) -> [Int] {
    guard !answer.isEmpty else { return [] }
    let text = String(decoding: answer, as: UTF8.self)
    let statuses = text.matches(of: #/HTTP/1\.[01] (\d\d\d)/#).compactMap { Int($0.1) }
    let isFine =
      text.hasPrefix("HTTP/1.") && statuses.allSatisfy { (200...499).contains($0) }
    #expect(
      isFine, "\(String(decoding: request, as: UTF8.self).debugDescription): \(text.prefix(400))")
    return statuses
  }

  private static func onItsOwnThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
  }
}

extension Endpoint {
  private var process: String { "/proc/\(processID)" }

  fileprivate var openFiles: Int {
    get throws { try FileManager.default.contentsOfDirectory(atPath: process + "/fd").count }
  }

  /// The body of a right request's answer.
  fileprivate func forecast() throws -> String {
    let request = "GET /v1/customers/8/forecast?horizon=7 HTTP/1.0\r\n\r\n"
    let text = String(
      decoding: try RawExchange.send(Array(request.utf8), port: port), as: UTF8.self)
    return String(text.split(separator: "\r\n\r\n", maxSplits: 1).last ?? "")
  }

  /// Once there are no more open files than that.
  fileprivate func residentBytes(withOpenFiles count: Int) throws -> Int {
    let deadline = Date(timeIntervalSinceNow: 10)
    while try openFiles > count, Date() < deadline {
      Thread.sleep(forTimeInterval: 0.01)  // another process's files have no event to await
    }
    #expect(try openFiles <= count)
    return try residentBytes
  }
}
