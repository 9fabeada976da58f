import Foundation
import TestFolders
import Testing

/// What a server says on stderr.
@Suite struct LogTests {
  @Test func `with JSON logs every line is an object, from the first to the last`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")
    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    try folder.write("no archive", to: "models/bad.tar.gz")
    let endpoint = try Endpoint(
      artifacts: "models", in: folder,
      arguments: ["--log-format", "json", "--log-level", "info", "--slow-request", "0s"])
    _ = try await endpoint.get("/v1/customers/a/forecast")
    for _ in 0..<5 { _ = try await endpoint.get("/v1/customers/bad/forecast") }

    let ended = try endpoint.stop()
    let lines = try ended.standardError.split(separator: "\n").map { line in
      try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }

    #expect(ended.status == 0)
    let messages = lines.compactMap { $0["message"] as? String }
    #expect(messages.first == "serving" && messages.last == "ended")
    #expect(messages.filter { $0 == "archive cannot be read" }.count == 1)
    let slow = lines.filter { $0["message"] as? String == "slow request" }
    #expect(slow.count == 6)
    #expect(slow.first?["customer"] as? String == "a")
    #expect(slow.first?["status"] as? Int == 200)
    #expect(slow.allSatisfy { ($0["request_id"] as? String)?.isEmpty == false })
  }

  @Test func `unless asked it says no more than that it serves and ends`() async throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("models")
    let loud = try Endpoint(artifacts: "models", in: folder)
    #expect(try await loud.get("/ping").status == 200)
    let lines = try loud.stop().standardError.split(separator: "\n")

    #expect(lines.count == 3)
    #expect(lines.first == "Serving models on \(loud.address)")
    #expect(lines.dropFirst().first?.contains(/^\S+Z notice draining$/) == true)
    #expect(lines.last?.contains(/^\S+Z notice ended$/) == true)
  }

  @Test(arguments: [["--log-format", "xml"], ["--log-level", "loud"], ["--slow-request", "1"]])
  func `what is no form, level or time is refused`(arguments: [String]) throws {
    let run = try Fleetcast.run(["serve", "--port", "0"] + arguments, in: try TemporaryFolder())

    #expect(run.status == 2)
    #expect(run.standardError.contains(arguments[0]))
  }
}
