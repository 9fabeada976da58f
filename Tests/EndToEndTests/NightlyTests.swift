import Foundation
import TestFolders
import Testing

/// Nights of a small fleet: `fleetcast retrain` as a timer runs it.
@Suite struct NightlyTests {
  private static let customers = (1...20).map { "c\(100 + $0)" }

  /// Histories of 800 days, a fifth of which are short.
  private func fleet() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for customer in Self.customers { try write(customer, nights: 0, in: folder) }
    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    return folder
  }

  private func write(_ customer: String, nights: Int, in folder: TemporaryFolder) throws {
    let number = Int(customer.dropFirst()) ?? 0
    let rows = (number % 5 == 0 ? 200 : 800) + nights
    try folder.write(
      dailyCSV(rows: rows, level: Double(number)), to: "data/\(customer).csv")
  }

  private func retrain(_ folder: TemporaryFolder, _ more: String...) throws -> Night {
    let run = try Fleetcast.run(
      ["retrain", "data", "--artifacts", "models", "--json", "--quiet"] + more, in: folder)
    return Night(run)
  }

  private struct Night {
    let status: Int32
    let errors: String
    let report: [String: Any]

    init(_ run: Fleetcast) {
      status = run.status
      errors = run.standardError
      let object = try? JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8))
      report = object as? [String: Any] ?? [:]
    }

    func count(_ name: String) -> Int? { report[name] as? Int }

    var reasons: [String: Int] {
      let counts = report["fit_reasons"] as? [[String: Any]] ?? []
      return Dictionary(
        counts.compactMap { count in
          (count["reason"] as? String).flatMap { reason in
            (count["customers"] as? Int).map { (reason, $0) }
          }
        }, uniquingKeysWith: +)
    }
  }

  @Test func `update what grew, fit what is short, and leave alone what did not change`() throws {
    let folder = try fleet()

    let quiet = try retrain(folder)
    for customer in Self.customers.dropFirst(5) { try write(customer, nights: 1, in: folder) }
    let night = try retrain(folder)

    #expect(quiet.status == 0, "\(quiet.errors)")
    #expect(quiet.count("unchanged") == 20)
    #expect(night.status == 0, "\(night.errors)")
    #expect(night.count("unchanged") == 5)
    #expect(night.count("updated") == 12)
    #expect(night.count("trained") == 3)
    #expect(night.reasons == ["short_series": 3])
    let status = try Fleetcast.run("status", "--artifacts", "models", in: folder)
    #expect(status.standardOutput.contains("(retrain of"))
    #expect(status.standardOutput.contains("12 updated, 3 fitted, 5 unchanged"))
    #expect(status.standardOutput.contains("fitted anew: 3 short_series"))
  }

  @Test func `forecast what training anew forecasts`() throws {
    let folder = try fleet()
    for night in 1...3 {
      for customer in Self.customers { try write(customer, nights: night, in: folder) }
      #expect(try retrain(folder).count("updated") == 16)
    }
    try Fleetcast.run("train", "data", "--artifacts", "anew", in: folder)

    for customer in ["c101", "c120"] {
      let updated = try forecast(customer, "models", in: folder)
      let fitted = try forecast(customer, "anew", in: folder)

      #expect(updated.count == 14)
      #expect(updated.map(\.time) == fitted.map(\.time))
      // The series has no noise, so both forecast it nearly as it is.
      for (a, b) in zip(updated, fitted) { #expect(abs(a.value - b.value) < 0.01 * b.value) }
    }
  }

  private func forecast(
    _ customer: String, _ models: String, in folder: TemporaryFolder
  ) throws -> [(time: String, value: Double)] {
    let run = try Fleetcast.run(
      "forecast", customer, "--artifacts", models, "--horizon", "14", "--format", "csv", in: folder)
    return run.standardOutput.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: ",")
      return Double(fields[1]).map { (String(fields[0]), $0) }
    }
  }

  @Test func `survive gaps, corrections, new, vanished and broken files`() throws {
    let folder = try fleet()
    for customer in Self.customers { try write(customer, nights: 1, in: folder) }
    // A gap of two days within the tail.
    let gap = try folder.text(of: "data/c101.csv").split(separator: "\n").enumerated()
      .filter { !(700...701).contains($0.offset) }.map { String($0.element) }
    try folder.write(gap.joined(separator: "\n") + "\n", to: "data/c101.csv")
    // A row that was absorbed.
    let old = try folder.text(of: "data/c102.csv").split(separator: "\n").map(String.init)
    var corrected = old
    corrected[395] = String(old[395].prefix(11)) + "7"
    try folder.write(corrected.joined(separator: "\n") + "\n", to: "data/c102.csv")
    try folder.write("timestamp,value\n2024-01-01,x\n", to: "data/c103.csv")
    try FileManager.default.removeItem(at: folder["data/c104.csv"])
    try folder.write(dailyCSV(rows: 50), to: "data/new.csv")
    let before = try Data(contentsOf: folder["models/c103.tar.gz"])

    let night = try retrain(folder)

    #expect(night.status == 3, "\(night.errors)")
    #expect(night.count("failed") == 1)
    #expect(night.count("missing") == 1)
    #expect(night.count("updated") == 13)
    #expect(night.reasons == ["correction": 1, "new": 1, "short_series": 4])
    #expect(try Data(contentsOf: folder["models/c103.tar.gz"]) == before)
    #expect(folder.exists("models/c104.tar.gz"))
    // What failed is tried again, and nothing else is.
    try write("c103", nights: 1, in: folder)
    let next = try retrain(folder)
    #expect(next.status == 0, "\(next.errors)")
    #expect(next.count("updated") == 1)
    #expect(next.count("unchanged") == 19)
  }

  @Test func `refuse a data folder that lacks too many customers`() throws {
    let folder = try fleet()
    for customer in Self.customers.prefix(3) {
      try FileManager.default.removeItem(at: folder["data/\(customer).csv"])
    }

    let refused = try retrain(folder)
    let unmarked = try Fleetcast.run("status", "--missing", "--artifacts", "models", in: folder)
    let allowed = try retrain(folder, "--max-missing", "20%")
    for name in try folder.names(in: "data") {
      try FileManager.default.removeItem(at: folder["data/\(name)"])
    }
    let emptied = try retrain(folder)

    #expect(refused.status == 1)
    #expect(refused.errors.contains("lacks the files of 3 of the 20 customers"))
    #expect(unmarked.standardOutput.isEmpty, "\(unmarked.standardOutput)")
    #expect(allowed.status == 0, "\(allowed.errors)")
    #expect(allowed.count("missing") == 3)
    #expect(emptied.status == 2)
    let runs = try Fleetcast.run("runs", "list", "--artifacts", "models", in: folder)
    let states = runs.standardOutput.split(separator: "\n").dropFirst().map {
      $0.split(separator: "  ", omittingEmptySubsequences: true)[4].trimmingPrefix(" ")
    }
    #expect(states == ["refused", "finished", "refused", "finished"], "\(runs.standardOutput)")
    let status = try Fleetcast.run("status", "--artifacts", "models", in: folder)
    #expect(status.standardOutput.contains("refused"), "\(status.standardOutput)")
    #expect(status.standardOutput.contains("data"))
    #expect(try folder.names(in: "models").count { $0.hasSuffix(".tar.gz") } == 20)
  }

  @Test func `too many failures one night do not stop the next`() throws {
    let folder = try fleet()
    for customer in Self.customers { try write(customer, nights: 1, in: folder) }
    for customer in Self.customers.prefix(10) {
      try folder.write("timestamp,value\nno,time\n", to: "data/\(customer).csv")
    }

    let bad = try retrain(folder, "--max-failed", "20%")
    for customer in Self.customers { try write(customer, nights: 2, in: folder) }
    let next = try retrain(folder, "--max-failed", "20%")
    let quiet = try retrain(folder)

    #expect(bad.status == 1)
    #expect(bad.errors.contains("failed"))
    #expect(next.status == 0, "\(next.errors)")
    // Those whom the bad night had done have grown since, and were not left for another night.
    #expect(quiet.count("unchanged") == Self.customers.count)
  }

  @Test func `killed, the same command goes on`() throws {
    let folder = try fleet()
    for customer in Self.customers { try write(customer, nights: 1, in: folder) }

    let killed = try Fleetcast.start(
      ["retrain", "data", "--artifacts", "models", "--workers", "1"], in: folder)
    usleep(30_000)
    kill(killed.process.processIdentifier, SIGKILL)
    _ = try killed.finished()
    let again = try retrain(folder, "--workers", "1")
    let quiet = try retrain(folder)

    #expect(again.status == 0, "\(again.errors)")
    #expect(quiet.count("unchanged") == 20)
  }

  @Test func `are foretold by a dry run`() throws {
    let folder = try fleet()
    for customer in Self.customers.dropFirst(5) { try write(customer, nights: 1, in: folder) }
    try FileManager.default.removeItem(at: folder["data/c104.csv"])
    try folder.write(dailyCSV(rows: 50), to: "data/new.csv")
    try folder.write("timestamp,value\n2024-01-01,x\n", to: "data/broken.csv")

    let run = try Fleetcast.run(
      "retrain", "data", "--artifacts", "models", "--dry-run", in: folder)
    let after = try retrain(folder)

    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardOutput.contains("12 would be updated"))
    #expect(run.standardOutput.contains("4 unchanged"))
    #expect(run.standardOutput.contains("3 would be fitted: short_series"))
    #expect(run.standardOutput.contains("1 would be fitted: new"))
    #expect(run.standardOutput.contains("1 with a model but no file"))
    #expect(run.standardOutput.contains("1 would fail: not_a_number (broken)"))
    #expect(after.count("updated") == 12)
    #expect(after.count("failed") == 1)
  }

  @Test func `that would be refused are foretold as such`() throws {
    let folder = try fleet()
    for customer in Self.customers.prefix(3) {
      try FileManager.default.removeItem(at: folder["data/\(customer).csv"])
    }

    let text = try Fleetcast.run(
      "retrain", "data", "--artifacts", "models", "--dry-run", in: folder)
    let json = try retrain(folder, "--dry-run")

    #expect(text.status == 1 && json.status == 1)
    #expect(text.standardOutput.hasPrefix("Would be refused"), "\(text.standardOutput)")
    #expect(text.standardError.contains("(c101, c102, c103)"), "\(text.standardError)")
    #expect((json.report["refusal"] as? String)?.contains("--max-missing") == true)
    let runs = try Fleetcast.run("runs", "list", "--artifacts", "models", in: folder)
    #expect(runs.standardOutput.split(separator: "\n").count == 2)
  }

  @Test func `name who is missing, and tell each customer's nights`() throws {
    let folder = try fleet()
    let gone = try folder.text(of: "data/c104.csv")
    try FileManager.default.removeItem(at: folder["data/c104.csv"])
    for customer in ["c101", "c102"] { try write(customer, nights: 1, in: folder) }
    _ = try retrain(folder)
    _ = try retrain(folder)

    let missing = try Fleetcast.run("status", "--missing", "--artifacts", "models", in: folder)
    let status = try Fleetcast.run("status", "--artifacts", "models", in: folder)
    let json = try Fleetcast.run("status", "--json", "--artifacts", "models", in: folder)
    try folder.write(gone, to: "data/c104.csv")
    _ = try retrain(folder)
    let none = try Fleetcast.run("status", "--missing", "--artifacts", "models", in: folder)
    func nights(_ customer: String) throws -> [[Substring]] {
      try Fleetcast.run("status", "--customer", customer, "--artifacts", "models", in: folder)
        .standardOutput.split(separator: "\n").map { $0.split(separator: "\t") }
    }
    let grown = try nights("c101")

    #expect(missing.standardOutput.hasPrefix("c104\tsince run 2, "), "\(missing.standardOutput)")
    #expect(missing.standardOutput.split(separator: "\n").count == 1)
    #expect(status.standardOutput.contains("1 with a model but no file (c104)"))
    #expect(json.standardOutput.contains("\"missing_examples\":[\"c104\"]"))
    #expect(none.standardOutput.isEmpty)
    #expect(none.standardError == "no customer is missing\n")
    #expect(grown.map { $0[2] } == ["unchanged", "unchanged", "updated", "trained"])
    #expect(grown[2].last?.hasPrefix("live: MASE") == true, "\(grown)")
    #expect(try nights("c103").map { $0[2] } == ["unchanged", "unchanged", "unchanged", "trained"])
    #expect(
      try nights("c104").map { $0[2] }.dropFirst() == ["missing", "missing", "trained"])
  }

  @Test func `lists that are empty say so, and nothing with --quiet`() throws {
    let folder = try fleet()

    for (list, sentence) in [
      ("--failed", "no customer failed in run 1\n"), ("--stale", "no customer is stale\n"),
      ("--drift", "no customer has drifted\n"), ("--missing", "no customer is missing\n"),
      ("--warnings", "no customer has warnings in run 1\n"),
    ] {
      let call = ["status", list, "--stale-after", "5000d", "--artifacts", "models"]
      let said = try Fleetcast.run(call, in: folder)
      let quiet = try Fleetcast.run(call + ["--quiet"], in: folder)

      #expect(said.status == 0 && said.standardOutput.isEmpty)
      #expect(said.standardError == sentence)
      #expect(quiet.standardError.isEmpty)
    }
  }

  @Test func `notice a gzipped file beside one that did not change`() throws {
    let folder = try fleet()
    _ = try retrain(folder)
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/bin/sh")
    gzip.arguments = ["-c", "gzip -k '\(folder.path("data/c102.csv"))'"]
    try gzip.run()
    gzip.waitUntilExit()

    let night = try retrain(folder)

    #expect(night.status == 3, "\(night.errors)")
    #expect(night.count("failed") == 1 && night.count("unchanged") == 19)
  }

  @Test func `list a customer whose level has jumped once it did so for two nights`() throws {
    let folder = try fleet()
    for night in 1...2 {
      for customer in Self.customers { try write(customer, nights: night, in: folder) }
      let lines = try folder.text(of: "data/c103.csv").split(separator: "\n")
      let jumped = lines.suffix(night).map { line in
        let fields = line.split(separator: ",")
        return "\(fields[0]),\(25 * (Double(fields[1]) ?? 0))"
      }
      try folder.write(
        (lines.dropLast(night).map(String.init) + jumped).joined(separator: "\n") + "\n",
        to: "data/c103.csv")
      _ = try retrain(folder)
    }

    let drift = try Fleetcast.run("status", "--drift", "--artifacts", "models", in: folder)
    for customer in Self.customers { try write(customer, nights: 3, in: folder) }
    let next = try retrain(folder)

    #expect(drift.standardOutput.hasPrefix("c103\tsince "), "\(drift.standardOutput)")
    #expect(drift.standardOutput.split(separator: "\n").count == 1)
    #expect(next.reasons["drift"] == 1, "\(next.report)")
  }
}
