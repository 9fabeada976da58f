import Foundation
import TestArtifacts
import TestFolders
import Testing

struct IdleConnectionsTests {
  /// Of 10,000 that the server has room for; fewer where the system allows fewer open files.
  private static let wanted = 10_000
  /// An idle connection costs its handlers and buffers: some fifteen kilobytes.
  private static let bytesEach = 40_000
  /// Cold and on a busy machine; a server that served the idle ones in turn would need seconds.
  private static let longest: Duration = .milliseconds(500)

  @Test func `ten thousand idle connections do not hold up the others`() async throws {
    let folder = try TemporaryFolder(inMemory: true)
    try folder.publish(try sampleArtifact(of: "8"))
    let endpoint = try Endpoint(artifacts: folder.path, in: folder)
    let alone = try endpoint.residentBytes

    let idle = try (0..<Self.count()).map { number in
      let connection = try RawConnection(port: endpoint.port)
      // Half of them have begun a request, or been answered.
      if number % 4 == 0 { try connection.send("GET /ping HT") }
      if number % 4 == 1 { try connection.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n") }
      return connection
    }
    let durations = try (0..<200).map { _ in
      try ContinuousClock().measure {
        let answer = try RawExchange.send(
          Array("GET /v1/customers/8/forecast HTTP/1.0\r\n\r\n".utf8), port: endpoint.port)
        #expect(String(decoding: answer.prefix(12), as: UTF8.self) == "HTTP/1.0 200")
      }
    }

    let median = durations.sorted()[100]
    #expect(median < Self.longest, "\(median)")
    let each = (try endpoint.residentBytes - alone) / idle.count
    #expect(each < Self.bytesEach, "\(each) bytes a connection, \(idle.count) of them")
    #expect(try endpoint.stop().status == 0)
  }

  /// As many as this process can open, and the server, which inherits its limits.
  private static func count() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 100 }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return max(10, min(wanted, Int(clamping: limit.rlim_cur) - 1000))
  }
}

extension Endpoint {
  var residentBytes: Int {
    get throws {
      let statistics = try String(contentsOfFile: "/proc/\(processID)/statm", encoding: .utf8)
      let pages = try #require(
        statistics.split(separator: " ").dropFirst().first.flatMap { Int($0) })
      return pages * sysconf(Int32(_SC_PAGESIZE))
    }
  }
}
