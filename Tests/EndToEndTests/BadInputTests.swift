import Foundation
import Glibc
import TestFolders
import Testing

/// One customer's trouble is that customer's outcome, and never costs another's model.
@Suite struct BadInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let content: @Sendable () -> String
    let reason: String
    /// Part of the sentence that the user reads.
    let message: String

    init(
      _ name: String, _ content: @autoclosure @escaping @Sendable () -> String, _ reason: String,
      _ message: String
    ) {
      self.name = name
      self.content = content
      self.reason = reason
      self.message = message
    }

    var testDescription: String { name }
  }

  static let unreadable: [Case] = [
    Case("an empty file", "", "empty_file", "the file is empty"),
    Case("a header and no row", "timestamp,value\n", "no_rows", "no row after it"),
    Case(
      "every value missing", "timestamp,value\n2024-01-01,\n2024-01-02,NA\n", "no_observations",
      "at least one"),
    Case(
      "text in the value column", "timestamp,value\n2024-01-01,1\n2024-01-02,many\n",
      "not_a_number", "line 3: column 'value' holds 'many', expected a number"),
    Case(
      "a line of 10 MB",
      "timestamp,value\n2024-01-01,\(String(repeating: "9", count: 10_000_000))x\n",
      "line_too_long", "line 2"),
    Case(
      "NUL bytes", "timestamp,value\n2024-01-01,1\n\0\0\0\0,2\n", "not_text", "line 3: NUL bytes"),
    Case(
      "another customer's rows", "customer_id,timestamp,value\nother,2024-01-01,1\n",
      "other_customer", "line 2: a row of customer 'other', expected 'bad'"),
    Case(
      "no time column", "a,b\nx,1\n", "missing_column", "line 1: no time column in the header"),
  ]

  @Test(arguments: unreadable)
  func `a file that cannot be used is that customer's failure`(bad: Case) throws {
    let folder = try TemporaryFolder()
    try folder.write(bad.content(), to: "data/bad.csv")
    try folder.write(dailyCSV(rows: 60), to: "data/good.csv")

    let run = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    try expectOneFailure(run, bad.reason, bad.message, in: folder)
  }

  @Test(arguments: [
    ("mkdir bad.csv", "not_a_regular_file", "is a folder"),
    ("mkfifo bad.csv", "not_a_regular_file", "is a named pipe"),
    ("ln -s nowhere bad.csv", "missing", "there is no such file"),
  ])
  func `an entry that is no regular file is that customer's failure`(
    command: String, reason: String, message: String
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/good.csv")
    _ = try shell("cd '\(folder.path("data"))' && \(command)")

    let run = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    try expectOneFailure(run, reason, message, in: folder)
  }

  @Test(arguments: ["has space.csv", ".hidden.csv", "two..dots.csv", "x.tar.csv"])
  func `a name that is no ID is a failure under that name`(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/good.csv")
    try folder.write(dailyCSV(rows: 60), to: "data/\(name)")

    let run = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    try expectOneFailure(run, "invalid_customer_id", name, in: folder)
  }

  @Test func `a file beside its gzipped twin is that customer's failure`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/good.csv")
    try folder.write(dailyCSV(rows: 60), to: "data/bad.csv")
    _ = try shell("gzip -k '\(folder.path("data/bad.csv"))'")

    let run = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    try expectOneFailure(run, "duplicate_file", "bad.csv", in: folder)
  }

  @Test func `an unreadable file is that customer's failure`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/good.csv")
    try folder.write(dailyCSV(rows: 60), to: "data/bad.csv")
    try #require(chmod(folder.path("data/bad.csv"), 0) == 0)

    let run = try Fleetcast.run(
      "train", "data", "--artifacts", "models", in: folder, through: asNobody)

    try expectOneFailure(run, "unreadable", "ermission denied", in: folder)
  }

  @Test(arguments: [
    ("one row", "timestamp,value\n2024-01-01,5\n"),
    ("two rows", "timestamp,value\n2024-01-01,5\n2024-01-02,6\n"),
    (
      "a constant",
      "timestamp,value\n" + (10...28).map { "2024-01-\($0),5\n" }.joined()
    ),
    ("times all equal", "timestamp,value\n2024-01-01,5\n2024-01-01,6\n2024-01-01,7\n"),
    (
      "no last line end, CRLF and a byte-order mark", "\u{FEFF}ds;y\r\n2024-01-01;5\r\n2024-01-02;6"
    ),
  ])
  func `little or dull data make a model all the same`(name: String, content: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(content, to: "data/c.csv")

    let run = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    let forecast = try Fleetcast.run(
      "forecast", "c", "--artifacts", "models", "--horizon", "3", "--format", "csv", in: folder)

    #expect(run.status == 0, "\(run.standardError)")
    let lines = forecast.standardOutput.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(!forecast.standardOutput.lowercased().contains("nan"))
  }

  @Test func `repeated times are a warning, and an error with --strict`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/good.csv")
    try folder.write(dailyCSV(rows: 30) + "2024-01-30,1\n", to: "data/bad.csv")

    let lenient = try Fleetcast.run("train", "data", "--artifacts", "lenient", in: folder)
    let strict = try Fleetcast.run("train", "data", "--artifacts", "models", "--strict", in: folder)

    #expect(lenient.status == 0)
    try expectOneFailure(strict, "repeated_times", "line 32", in: folder)
  }

  @Test func `two million rows train`() throws {
    let folder = try TemporaryFolder()
    var text = "timestamp,value\n"
    for row in 0..<2_000_000 { text += "\(1_600_000_000 + row * 60),\(row % 1440)\n" }
    try folder.write(text, to: "data/long.csv")

    let run = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    #expect(run.status == 0, "\(run.standardError)")
    #expect(folder.exists("models/long.tar.gz"))
  }

  private func expectOneFailure(
    _ run: Fleetcast, _ reason: String, _ message: String, in folder: TemporaryFolder
  ) throws {
    let failed = try Fleetcast.run("status", "--failed", "--artifacts", "models", in: folder)
    #expect(run.status == 3, "\(run.standardError)")
    #expect(folder.exists("models/good.tar.gz"))
    #expect(try folder.names(in: "models").filter { !$0.hasPrefix(".") } == ["good.tar.gz"])
    let lines = failed.standardOutput.split(separator: "\n")
    #expect(lines.count == 1)
    let fields = lines.first?.split(separator: "\t") ?? []
    try #require(fields.count == 3, "\(failed.standardOutput)")
    #expect(fields[1] == reason)
    #expect(fields[2].contains(message), "\(fields[2])")
  }
}

/// Root reads everything; tests of rights run as nobody.
let asNobody =
  geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
