import Foundation
import TestFolders
import Testing

/// What a user is told who goes wrong, and what is said of nights that went wrong.
@Suite struct NightMessagesTests {
  /// Customers trained into `my models`.
  private func fleet(_ customers: Int = 3) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for number in 0..<customers { try write(number, rows: 800, in: folder) }
    try Fleetcast.run("train", "data", "--artifacts", "my models", in: folder)
    return folder
  }

  private func write(_ number: Int, rows: Int, in folder: TemporaryFolder) throws {
    try folder.write(dailyCSV(rows: rows, level: Double(100 + number)), to: "data/c\(number).csv")
  }

  private func run(_ arguments: String..., in folder: TemporaryFolder) throws -> Fleetcast {
    try Fleetcast.run(arguments + ["--artifacts", "my models"], in: folder)
  }

  /// The commands between quotes, given to a shell that finds the binary.
  private func give(_ message: String, in folder: TemporaryFolder) throws -> [Int32] {
    try message.matches(of: /'(fleetcast [^']*)'/).map { match in
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/sh")
      shell.arguments = ["-c", String(match.1)]
      shell.currentDirectoryURL = folder.url
      let bin = Fleetcast.binary.deletingLastPathComponent().path(percentEncoded: false)
      shell.environment = ["PATH": "\(bin):/usr/bin:/bin"]
      shell.standardOutput = FileHandle.nullDevice
      shell.standardError = FileHandle.nullDevice
      try shell.run()
      shell.waitUntilExit()
      return shell.terminationStatus
    }
  }

  @Test func `the rollback of the first training is refused, and shown by the command it names`()
    throws
  {
    let folder = try fleet()

    let refused = try run("runs", "rollback", "1", in: folder)
    let dry = try run("runs", "rollback", "1", "--dry-run", in: folder)
    let shown = try give(refused.standardError, in: folder)
    let left = try folder.names(in: "my models").count
    let done = try run("runs", "rollback", "1", "--remove-new", in: folder)

    #expect(refused.status == 1 && dry.status == 1)
    #expect(refused.standardError.contains("give --remove-new"), "\(refused.standardError)")
    #expect(shown == [0])
    #expect(left == 4)
    #expect(
      dry.standardOutput == """
        Would be refused; else roll back run 1:
          3 models taken away: these customers had none before (c0, c1, c2)

        """)
    #expect(done.status == 0)
    #expect(
      done.standardError.hasPrefix("0 models put in place, 3 taken away: as before run 1\n"))
    #expect(try give(done.standardError, in: folder) == [0])
    #expect(try folder.names(in: "my models").count == 4)
  }

  @Test func `a night into a folder without a fleet begins nothing and names the command`() throws {
    let folder = try fleet()

    let mistyped = try Fleetcast.run("retrain", "data", "--artifacts", "my modles", in: folder)
    let dry = try Fleetcast.run(
      "retrain", "data", "--artifacts", "my modles", "--dry-run", in: folder)
    let made = folder.exists("my modles")
    let given = try give(mistyped.standardError, in: folder)

    #expect(mistyped.status == 2 && dry.status == 2)
    #expect(mistyped.standardError.contains("there is no fleet in my modles"))
    #expect(!made)
    #expect(given == [0])
    #expect(try Fleetcast.run("retrain", "--artifacts", "my modles", in: folder).status == 0)
  }

  @Test func `failures and stages are followed by commands that can be copied`() throws {
    let folder = try fleet()
    try folder.write("timestamp,value\n2024-01-01,one\n", to: "data/b.csv")

    let night = try run("retrain", "data", in: folder)
    let forecast = try run("forecast", "b", in: folder)
    try FileManager.default.removeItem(at: folder["data/b.csv"])
    let staged = try run("train", "data", "--stage", "trial", in: folder)
    let unknown = try run("runs", "rollback", "77", in: folder)

    #expect(night.status == 3)
    for said in [night, forecast, staged, unknown] {
      #expect(try give(said.standardError, in: folder) == [0], "\(said.standardError)")
    }
    #expect(!folder.exists("my models/.fleetcast/staged/trial"))
  }

  @Test func `a stage can be tried dry before it is promoted`() throws {
    let folder = try fleet()
    try write(9, rows: 800, in: folder)
    _ = try run("train", "data", "--stage", "trial", in: folder)

    let dry = try run("runs", "promote", "trial", "--dry-run", in: folder)
    let promoted = try run("runs", "promote", "trial", in: folder)
    let status = try run("status", in: folder)

    #expect(dry.status == 0)
    #expect(
      dry.standardOutput == """
        Would promote run 2:
          3 models replaced by another (c0, c1, c2)
          1 model put in place where there is none (c9)

        """)
    #expect(promoted.standardError.hasPrefix("4 models put in place: those of run 2\n"))
    #expect(status.standardOutput.contains("4 customers: 4 put in place, 0 failed"))
  }

  @Test func `a night that was undone is marked, and who is missing is counted once`() throws {
    let folder = try fleet(20)
    for number in 1..<20 { try write(number, rows: 801, in: folder) }
    try FileManager.default.removeItem(at: folder["data/c0.csv"])
    _ = try run("retrain", "data", in: folder)
    _ = try run("runs", "rollback", "2", in: folder)

    let undone = try run("status", in: folder)
    let json = try run("status", "--json", in: folder)
    let customer = try run("status", "--customer", "c1", in: folder)
    _ = try run("retrain", "data", in: folder)
    let after = try run("status", "--json", in: folder)

    #expect(undone.standardOutput.contains(/2 +\S+Z +undone by 3\n/), "\(undone.standardOutput)")
    #expect(undone.standardOutput.contains("none is stale, 1 without a file (c0; see --missing)"))
    let nightOfOne = customer.standardOutput.split(separator: "\n").first {
      $0.hasPrefix("2\t")
    }
    #expect(nightOfOne?.hasSuffix("\tundone by run 3") == true, "\(customer.standardOutput)")
    let document = try document(json)
    let fleet = document["fleet"] as? [String: Any]
    #expect(fleet?["missing"] as? Int == 1)
    #expect(fleet?["missing_examples"] as? [String] == ["c0"])
    #expect(nights(document) == [true])
    #expect(nights(try self.document(after)) == [false, true])
  }

  private func document(_ run: Fleetcast) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8))
    return try #require(object as? [String: Any])
  }

  /// Whether each night of the live accuracy was undone.
  private func nights(_ document: [String: Any]) -> [Bool?]? {
    ((document["live"] as? [String: Any])?["nights"] as? [[String: Any]])?
      .map { $0["undone"] as? Bool }
  }

  @Test func `a refused night that is tried again is one line with a count`() throws {
    let folder = try fleet()
    try FileManager.default.removeItem(at: folder["data/c0.csv"])

    for _ in 0..<3 { #expect(try run("retrain", "data", in: folder).status == 1) }
    let list = try run("runs", "list", in: folder)
    let status = try run("status", in: folder)

    #expect(list.standardOutput.split(separator: "\n").count == 3, "\(list.standardOutput)")
    #expect(list.standardOutput.contains("refused 3 times"))
    #expect(status.standardOutput.contains("refused 3 times, began"), "\(status.standardOutput)")
  }

  @Test func `whatever the deadline, 5 means that customers are left, and 0 that none is`() throws {
    let folder = try fleet()
    let past = "2020-01-01T00:00:00Z"

    let quiet = try run("retrain", "data", "--deadline", past, in: folder)
    try write(1, rows: 801, in: folder)
    let one = try run("retrain", "data", "--deadline", past, in: folder)
    let all = try run("train", "data", "--deadline", past, in: folder)

    #expect(quiet.status == 0)
    #expect(quiet.standardError.contains("3 unchanged"))
    #expect(!quiet.standardError.contains("/s)"), "\(quiet.standardError)")
    #expect(one.status == 5)
    #expect(one.standardError.contains("with 1 customer left"), "\(one.standardError)")
    #expect(all.status == 5)
    #expect(all.standardError.contains("with 3 customers left"), "\(all.standardError)")
  }

  @Test func `names are told that differ in nothing but upper and lower case`() throws {
    let folder = try fleet()
    try folder.write(dailyCSV(rows: 60), to: "data/SHOP.CSV")

    let forecast = try run("forecast", "C1", in: folder)
    let night = try run("retrain", "data", in: folder)

    #expect(forecast.status == 1)
    #expect(forecast.standardError.contains("did you mean 'c1'?"), "\(forecast.standardError)")
    #expect(night.status == 0)
    #expect(night.standardError.contains("1 file is passed over"), "\(night.standardError)")
    #expect(night.standardError.contains("(SHOP.CSV)"))
  }

  @Test func `a header and a negative number are quoted as they were written`() throws {
    let folder = try fleet()
    try folder.write("when;kwh\n2024-01-01;1\n", to: "data/c1.csv")

    let night = try run("retrain", "data", in: folder)
    let forecast = try run("forecast", "c0", "--horizon", "-5", in: folder)

    #expect(night.standardError.contains("when;kwh"), "\(night.standardError)")
    #expect(forecast.status == 2)
    #expect(forecast.standardError.contains("--horizon: "), "\(forecast.standardError)")
    #expect(forecast.standardError.contains("'-5'"), "\(forecast.standardError)")
  }
}
