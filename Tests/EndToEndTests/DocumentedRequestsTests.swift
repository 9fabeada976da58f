import Foundation
import TestFolders
import Testing

/// The requests of `docs/http-api.md`, run as they stand there.
struct DocumentedRequestsTests {
  @Test func `every curl line of the documentation gets an answer`() async throws {
    let folder = try TemporaryFolder()
    try Fleetcast.run("generate", "--customers", "10", "--out", "data", in: folder)
    try Fleetcast.run("train", "data", "--quiet", in: folder)
    let endpoint = try Endpoint(artifacts: "artifacts", in: folder)
    let commands = try Self.commands()

    #expect(commands.count > 9)
    for command in commands {
      let (status, output) = try Self.run(
        command.replacing("http://127.0.0.1:8080", with: endpoint.address))

      #expect(status == 0, "\(command)")
      #expect(!output.isEmpty, "\(command)")
      // One of them shows an error.
      let isProblem = output.contains("urn:fleetcast:problem:")
      #expect(isProblem == command.contains("level=80"), "\(command): \(output)")
    }
    #expect(try endpoint.stop().status == 0)
  }

  @Test func `curl is told to send the body that it waits with`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/8.csv")
    try Fleetcast.run("train", "data", "--quiet", in: folder)
    let endpoint = try Endpoint(artifacts: "artifacts", in: folder)

    // Were it not, it would go on only after the test's own patience.
    let (status, output) = try Self.run(
      "curl -v -H 'Expect: 100-continue' --expect100-timeout 3600 --json '{\"customer\":\"8\"}'"
        + " \(endpoint.address)/invocations 2>&1")

    #expect(status == 0)
    #expect(output.contains("< HTTP/1.1 100 Continue"), "\(output)")
    #expect(output.contains("< HTTP/1.1 200"))
    #expect(try endpoint.stop().status == 0)
  }

  /// The blocks of code whose last line calls `curl`, a command each line or, where a line ends in a
  /// pipe, each pair of lines.
  private static func commands() throws -> [String] {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/http-api.md").standardizedFileURL
    let blocks = try String(contentsOf: page, encoding: .utf8).split(separator: "```")
      .filter { $0.contains("curl ") && $0.hasPrefix("\n") }
    return blocks.flatMap { block in
      block.replacing("|\n", with: "| ").split(separator: "\n").map(String.init)
        .filter { $0.contains("curl ") && !$0.hasPrefix("|") }
    }
  }

  private static func run(_ command: String) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command.replacing("curl ", with: "curl -s ")]
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
