import Foundation
import Logging
import Synchronization
import Testing

@testable import fleetcast

@Suite struct LogLineTests {
  private let metadata: Logger.Metadata = [
    "customer": "8", "status": .stringConvertible(200), "duration_ms": .stringConvertible(1.25),
    "cut": .stringConvertible(true), "list": ["a", .dictionary(["b": "c"])],
  ]

  private func line(_ message: String, _ metadata: Logger.Metadata = [:]) -> LogLine {
    // 2024-02-29T23:59:59.007Z
    LogLine(
      milliseconds: 1_709_251_199_007, level: .info, message: message, metadata: metadata)
  }

  private func text(_ line: LogLine, _ format: LogFormat) -> String {
    String(decoding: line.bytes(format), as: UTF8.self)
  }

  @Test func `JSON is one object a line, numbers as numbers`() {
    #expect(
      text(line("request", metadata), .json) == """
        {"time":"2024-02-29T23:59:59.007Z","level":"info","message":"request","customer":"8",\
        "cut":true,"duration_ms":1.25,"list":["a",{"b":"c"}],"status":200}

        """)
  }

  @Test func `text has the same members, in quotes where blanks would split them`() {
    let line = line("slow request", ["path": "/a", "error": "no \"such\" file", "none": ""])

    #expect(
      text(line, .text)
        == "2024-02-29T23:59:59.007Z info slow request error=\"no \\\"such\\\" file\""
        + " none=\"\" path=/a\n")
  }

  @Test(arguments: LogFormat.allCases)
  func `whatever clients send, a line is one line`(format: LogFormat) throws {
    let line = text(
      line("a\nb", ["path": "/\r\n{\"level\":\"error\"}\u{1B}[2J", "key\n": "\u{2028}"]), format)

    #expect(line.split(separator: "\n").count == 1)
    #expect(!line.contains("\u{1B}") && !line.dropLast().contains("\n") && !line.contains("\r"))
    if format == .json {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
      #expect(object?["path"] == "/\r\n{\"level\":\"error\"}\u{1B}[2J")
    }
  }

  @Test func `what a logger is told goes out with its own metadata, from its level up`() {
    let lines = Recorder()
    var logger = Logger(label: "test") { _ in
      LineLogHandler(logLevel: .notice, format: .text) { lines.add($0) }
    }
    logger[metadataKey: "fleet"] = "north"

    logger.info("no")
    logger.warning("yes", metadata: ["a": "1"])

    #expect(lines.texts.count == 1)
    #expect(lines.texts.first?.hasSuffix("Z warning yes a=1 fleet=north\n") == true)
  }

  @Test(arguments: [
    ("250ms", Duration.milliseconds(250)), ("25s", .seconds(25)), ("2m", .seconds(120)),
    ("0s", .zero),
  ])
  func `spans have a unit`(text: String, expected: Duration) throws {
    #expect(try Catalogue.slowRequest.parse(text) == expected)
  }

  @Test(arguments: ["", "s", "1", "-1s", "1.5s", "1h", "٣s", "99999999999s"])
  func `what is no span is refused`(text: String) {
    #expect(throws: SettingProblem.self) { try Catalogue.drainTimeout.parse(text) }
  }
}

private final class Recorder: Sendable {
  private let state = Mutex<[String]>([])

  var texts: [String] { state.withLock(\.self) }

  func add(_ bytes: [UInt8]) {
    state.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
  }
}
