import Foundation
import TestFolders
import Testing

/// A folder of CSVs in, how well they can be foretold out.
@Suite struct EvaluateTests {
  @Test func `a fleet is evaluated beside the seasonal naive, and nothing else is written`() throws
  {
    let folder = try fleet()

    let run = try Fleetcast.run("evaluate", "data", "--horizon", "7", in: folder)

    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardOutput.hasPrefix("20 customers, 60 folds\n"))
    for line in ["MASE ", "sMAPE ", "80% interval covers", "95% interval covers", "MSIS of 95%"] {
      #expect(run.standardOutput.contains(line))
    }
    #expect(try folder.names(in: "") == ["data"])
  }

  @Test func `the number of workers changes no byte`() throws {
    let folder = try fleet()

    for format in ["table", "csv", "json"] {
      let outputs = try ["1", "3"].map { workers in
        try Fleetcast.run(
          "evaluate", "data", "--horizon", "7", "--format", format, "--workers", workers,
          in: folder
        ).standardOutput
      }
      #expect(outputs[0] == outputs[1])
      #expect(!outputs[0].isEmpty)
    }
  }

  @Test func `too short is skipped and unreadable failed, each by name`() throws {
    let folder = try fleet()
    try folder.write(dailyCSV(rows: 20), to: "data/short.csv")
    try folder.write("timestamp,value\n2024-01-01,one\n", to: "data/wrong.csv")

    let csv = try Fleetcast.run(
      "evaluate", "data", "--horizon", "7", "--format", "csv", in: folder)
    let json = try Fleetcast.run(
      "evaluate", "data", "--horizon", "7", "--format", "json", "--allow-failures", in: folder)

    #expect(csv.status == 3)
    let rows = csv.standardOutput.split(separator: "\n")
    #expect(rows.count == 1 + 22)
    #expect(rows.contains { $0.hasPrefix("short,skipped,0,") })
    #expect(rows.contains { $0.hasPrefix("wrong,failed,0,") && $0.contains("line 2") })
    #expect(csv.standardError.contains("wrong.csv: line 2"))
    #expect(json.status == 0)
    let document = try JSONDecoder().decode(Document.self, from: Data(json.standardOutput.utf8))
    #expect(document.customers.count == 22)
    #expect(document.fleet.evaluated == 20)
    #expect(document.fleet.skipped == 1)
    #expect(document.fleet.failed == 1)
    #expect(document.fleet.model.mase > 0)
    #expect(document.fleet.model.coverage95 > 0.5)
  }

  @Test func `one customer has a row a fold`() throws {
    let folder = try fleet()

    let csv = try Fleetcast.run(
      "evaluate", "data", "--customer", "8", "--horizon", "7d", "--folds", "2", "--period", "7d",
      "--format", "csv", in: folder)
    let table = try Fleetcast.run(
      "evaluate", "data", "--customer", "8", "--horizon", "7", "--initial", "400", in: folder)
    let nobody = try Fleetcast.run("evaluate", "data", "--customer", "nobody", in: folder)

    let rows = csv.standardOutput.split(separator: "\n")
    #expect(csv.status == 0, "\(csv.standardError)")
    // The year 2022 ends a horizon, or two, after the cutoffs.
    #expect(rows.dropFirst().map { $0.prefix(12) } == ["8,2022-12-17", "8,2022-12-24"])
    #expect(table.status == 1)
    #expect(table.standardError.contains("365 steps"))
    #expect(nobody.status == 1)
    #expect(nobody.standardError.contains("nobody"))
  }

  @Test func `a result in a file is whole or not there`() throws {
    let folder = try fleet()

    let run = try Fleetcast.run(
      "evaluate", "data", "--horizon", "7", "--format", "csv", "--out", "a.csv", in: folder)

    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardOutput.isEmpty)
    #expect(try folder.text(of: "a.csv").split(separator: "\n").count == 21)
  }

  @Test(arguments: [
    ["--folds", "0"], ["--initial", "soon"], ["--period", "0"], ["--format", "chart"],
    ["--horizon", "10001"], ["--workers", "0"], ["--customer", "../x"],
    ["--customer-timeout", "soon"],
  ])
  func `wrong usage ends with 2`(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")

    let run = try Fleetcast.start(["evaluate", "data"] + arguments, in: folder).finished()

    #expect(run.status == 2, "\(run.standardError)")
    #expect(run.standardOutput.isEmpty)
  }

  @Test func `no data folder ends with 2, no result with 1`() throws {
    let folder = try TemporaryFolder()
    let missing = try Fleetcast.run("evaluate", "data", in: folder)
    try folder.write("timestamp,value\n", to: "data/a.csv")

    let failed = try Fleetcast.run("evaluate", "data", in: folder)

    #expect(missing.status == 2)
    #expect(failed.status == 1)
  }

  @Test(.timeLimit(.minutes(2)))
  func `an interrupt ends with 130 and leaves no file`() throws {
    let folder = try TemporaryFolder()
    try Fleetcast.run("generate", "--customers", "300", "--out", "data", in: folder)

    let running = try Fleetcast.start(
      ["evaluate", "data", "--folds", "20", "--out", "a.csv", "--format", "csv"], in: folder)
    // The file under its temporary name is there once it has begun.
    while try folder.names(in: "").count < 2, running.process.isRunning { usleep(5_000) }
    running.process.interrupt()
    let run = try running.finished()

    #expect(run.status == 130, "\(run.standardError)")
    #expect(try folder.names(in: "") == ["data"])
  }

  @Test func `a regressor of the customers' files is known at every cutoff`() throws {
    let folder = try TemporaryFolder()
    // Without a pattern, so that only the column tells the value.
    let rows = (0..<200).map { row -> String in
      let day = Date(timeIntervalSince1970: 1_704_067_200 + 86_400 * Double(row))
        .ISO8601Format().prefix(10)
      let price = Double(row * row % 97)
      return "\(day),\(500 + 3 * price),\(price)"
    }
    try folder.write(
      (["timestamp,value,price"] + rows).joined(separator: "\n") + "\n", to: "data/a.csv")
    func mase(_ flags: String...) throws -> Double {
      let run = try Fleetcast.run(
        ["evaluate", "data", "--horizon", "7", "--format", "json"] + flags, in: folder)
      return try JSONDecoder().decode(Document.self, from: Data(run.standardOutput.utf8))
        .fleet.model.mase
    }

    let (without, with) = (try mase(), try mase("--add-regressor", "price"))

    #expect(without > 0.3)
    #expect(with < 0.05)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a worker that cannot go on says why`() throws {
    let folder = try TemporaryFolder()

    // A worker whose input has ended ends without a word, so it stays open for a while.
    let worker = try Fleetcast.run(
      "evaluation-worker", in: folder,
      through: ["sh", "-c", #"{ echo nonsense; sleep 3; } | "$0" "$@""#])

    #expect(worker.status == 1)
    #expect(worker.standardError.contains("'nonsense', expected a message"))
  }

  private func fleet() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fleetcast.run(
      "generate", "--customers", "20", "--noise", "0.05", "--out", "data", in: folder)
    return folder
  }

  private struct Document: Decodable {
    struct Customer: Decodable {
      let customer: String
      let status: String
    }
    struct Fleet: Decodable {
      let evaluated: Int
      let skipped: Int
      let failed: Int
      let model: Model
    }
    struct Model: Decodable {
      let mase: Double
      let coverage95: Double
      enum CodingKeys: String, CodingKey {
        case mase
        case coverage95 = "coverage_95"
      }
    }
    let customers: [Customer]
    let fleet: Fleet
  }
}
