import Foundation
import TestFolders
import Testing

/// Sixty nights of a fleet to which everything happens that happens to fleets.
@Suite struct SixtyNightsTests {
  private static let nights = 60
  /// Nights on which `retrain` is killed, and given again.
  private static let kills: Set<Int> = [12, 38]
  private static let emptiedNight = 33

  @Test func `a fleet comes through sixty nights`() throws {
    let folder = try TemporaryFolder(inMemory: true)
    let fleet = NightlyFleet(folder: folder)
    try fleet.write()
    try #require(try Fleetcast.run("train", in: folder).status == 0)
    var driftFound: Int?
    var evening: Fleet?

    for night in 1...Self.nights {
      try prepare(night, fleet)
      if night == Self.emptiedNight { try checkEmptiedFolder(fleet) }
      if Self.kills.contains(night) { try kill(folder, on: night) }
      if night == Self.nights { evening = try Fleet(folder) }
      let run = try Fleetcast.run("retrain", in: folder)
      let expected: Int32 = night == 20 ? 3 : 0
      try #require(run.status == expected, "night \(night): \(run.standardError)")
      if night >= NightlyFleet.driftNight, driftFound == nil {
        let drift = try Fleetcast.run("status", "--drift", "--json", in: folder)
        if drift.standardOutput.contains("\"\(NightlyFleet.name(NightlyFleet.drifting))\"") {
          driftFound = night
        }
      }
      if night == 50 { try checkActuals(fleet, night) }
    }

    try checkModels(fleet)
    try checkScores(folder)
    try checkDrift(folder, found: driftFound)
    try checkEvents(folder)
    try checkRollback(folder, to: try #require(evening))
  }

  /// The files as they are before a night's run.
  private func prepare(_ night: Int, _ fleet: NightlyFleet) throws {
    let folder = fleet.folder
    let corrupt = "data/\(NightlyFleet.name(NightlyFleet.corrupt)).csv"
    if night == 21 {
      let text = try folder.text(of: corrupt)
      try folder.write(text.replacing("garbage\n", with: ""), to: corrupt)
    }
    try fleet.grow(night: night)
    if night == 20 {
      try folder.write(try folder.text(of: corrupt) + "garbage\n", to: corrupt)
    }
    if night == 18 {
      try FileManager.default.removeItem(
        at: folder["data/\(NightlyFleet.name(NightlyFleet.vanishing)).csv"])
    }
  }

  /// An empty mount, and one with half of the files, must not pass for a quiet night.
  private func checkEmptiedFolder(_ fleet: NightlyFleet) throws {
    let folder = fleet.folder
    let before = try archives(folder)
    try folder.makeFolder("empty")
    try folder.makeFolder("half")
    for name in try folder.names(in: "data").prefix(100) {
      try FileManager.default.copyItem(at: folder["data/" + name], to: folder["half/" + name])
    }

    let empty = try Fleetcast.run("retrain", "empty", in: folder)
    let half = try Fleetcast.run("retrain", "half", in: folder)

    #expect(empty.status == 2, "\(empty.standardError)")
    #expect(half.status != 0, "\(half.standardError)")
    #expect(try archives(folder) == before)
  }

  /// Kills a night's run, its workers with it: once when it has begun to put archives in place, once
  /// when its worker has just begun.
  private func kill(_ folder: TemporaryFolder, on night: Int) throws {
    let before = try archives(folder)
    let isEarly = night == Self.kills.max()
    let run = try Fleetcast.start(["retrain", "--workers", "1"], in: folder)
    while run.process.isRunning {
      let isTime =
        isEarly
        ? folder.exists("artifacts/.fleetcast/tmp/worker-0") : try archives(folder) != before
      if isTime { break }
      Thread.sleep(forTimeInterval: 0.001)  // a folder has no event to await here
    }
    Foundation.kill(run.process.processIdentifier, SIGKILL)
    _ = try run.finished()
    #expect(try folder.names(in: "artifacts").filter { $0.hasSuffix(".tar.gz") }.count == 200)
  }

  /// Tomorrow's values of five customers score the models and change none.
  private func checkActuals(_ fleet: NightlyFleet, _ night: Int) throws {
    let folder = fleet.folder
    let before = try archives(folder)
    let day = NightlyFleet.history + night
    let rows = (0..<5).map { customer in
      NightlyFleet.name(customer) + "," + NightlyFleet.row(customer, day: day)
    }
    try folder.write("customer,timestamp,value\n" + rows.joined(), to: "today.csv")

    let first = try Fleetcast.run("actuals", "today.csv", "--json", in: folder)
    let again = try Fleetcast.run("actuals", "today.csv", "--json", in: folder)
    let status = try Fleetcast.run("status", in: folder)

    #expect(first.status == 0, "\(first.standardError)")
    #expect(first.standardOutput.contains("\"customers\":5"), "\(first.standardOutput)")
    #expect(again.standardOutput == first.standardOutput)
    #expect(status.standardOutput.contains("5 rows of 5 customers ahead of the files"))
    #expect(try archives(folder) == before)
  }

  /// Sixty nights later the models are as good as if they were fitted today.
  private func checkModels(_ fleet: NightlyFleet) throws {
    let folder = fleet.folder
    let lastDay = NightlyFleet.date(NightlyFleet.history + Self.nights - 1)
    #expect(try Fleetcast.run("train", "--artifacts", "fresh", in: folder).status == 0)
    var differences: [Double] = []
    for customer in [0, 15, 25, 30, 60, 199] {
      let name = NightlyFleet.name(customer)
      let nightly = try forecast(of: name, "artifacts", in: folder)
      let fresh = try forecast(of: name, "fresh", in: folder)
      differences += zip(nightly.values, fresh.values).map { abs($0 - $1) }
      #expect(nightly.trainedThrough == fresh.trainedThrough)
      if customer != 15 { #expect(nightly.trainedThrough == lastDay) }
    }
    #expect(differences.count == 6 * 14)
    // Both are estimates of the same series: they differ by a fraction of its noise, whose deviation
    // is 1.7.
    #expect(differences.reduce(0, +) / Double(differences.count) < 0.6)

    let vanished = try forecast(
      of: NightlyFleet.name(NightlyFleet.vanishing), "artifacts", in: folder)
    #expect(vanished.trainedThrough == NightlyFleet.date(NightlyFleet.history + 16))
  }

  private func checkScores(_ folder: TemporaryFolder) throws {
    let status = try Fleetcast.run("status", "--json", in: folder)
    let report = try JSONDecoder().decode(Report.self, from: Data(status.standardOutput.utf8))
    let nights = report.live.nights

    #expect(nights.count == 7)
    for night in nights {
      // All but the vanished one, and on some nights the ten with gaps.
      #expect((189...199).contains(night.customers))
      // What a good model of such a series has: its noise beside the change over a week, which is
      // the noise twice.
      #expect((0.5...1.1).contains(night.mase ?? 0))
      #expect((0.6...0.97).contains(night.coverage80))
    }
    #expect(report.live.ahead == nil)
    // One in a thousand customers' nights may be suspected.
    #expect(nights.map(\.drifted).max() ?? 0 <= 8)
  }

  /// The drifting customer is found within two weeks and fitted anew the night after.
  private func checkDrift(_ folder: TemporaryFolder, found night: Int?) throws {
    let found = try #require(night, "drift was never found")
    #expect((NightlyFleet.driftNight...NightlyFleet.driftNight + 14).contains(found))
    let history = try history(of: NightlyFleet.drifting, in: folder)
    #expect(history.contains { $0.reason == "drift" })
  }

  private func checkEvents(_ folder: TemporaryFolder) throws {
    let corrected = try history(of: NightlyFleet.correctedFarBack, in: folder)
    #expect(corrected.contains { $0.reason == "correction" })
    let plain = try history(of: 0, in: folder)
    // The first training's and the first nights' outcomes are no longer kept.
    #expect(plain.count { $0.outcome != "unchanged" } == 30)
    #expect(plain.filter { $0.outcome == "updated" }.count >= 28)
    // The last run that was killed was gone on with: every one of its customers has one outcome.
    let status = try Fleetcast.run("status", in: folder)
    #expect(status.standardOutput.contains("finished"))
    #expect(try Fleetcast.run("status", "--verify", in: folder).status == 0)
    // So are the two nights that were refused, and who vanished.
    let runs = try Fleetcast.run("runs", "list", "--json", in: folder)
    #expect(runs.standardOutput.split(separator: "\n").count { $0.contains("\"refused\"") } == 2)
    let missing = try Fleetcast.run("status", "--missing", in: folder)
    let vanished = NightlyFleet.name(NightlyFleet.vanishing)
    #expect(missing.standardOutput.hasPrefix("\(vanished)\tsince run "))
    #expect(missing.standardOutput.split(separator: "\n").count == 1)
  }

  /// The last night can be undone to the byte, and so can that; the night after finds nothing to do.
  private func checkRollback(_ folder: TemporaryFolder, to evening: Fleet) throws {
    let morning = try Fleet(folder)
    let night = try lastRun(folder)
    let undone = try Fleetcast.run("runs", "rollback", "\(night)", in: folder)
    let afterOne = try Fleet(folder)
    let drift = try Fleetcast.run("status", "--drift", in: folder)
    let redone = try Fleetcast.run("runs", "rollback", "\(try lastRun(folder))", in: folder)
    let afterTwo = try Fleet(folder)
    let quiet = try Fleetcast.run("retrain", in: folder)

    #expect(undone.status == 0, "\(undone.standardError)")
    #expect(undone.standardError.contains("199 models put in place: as before run \(night)"))
    #expect(morning != evening)
    #expect(afterOne == evening)
    // No chart is left of a model that is gone.
    #expect(drift.standardOutput.isEmpty, "\(drift.standardOutput)")
    #expect(redone.status == 0, "\(redone.standardError)")
    #expect(afterTwo == morning)
    #expect(quiet.standardError.contains("199 unchanged"), "\(quiet.standardError)")
    #expect(try Fleet(folder) == morning)
    #expect(try Fleetcast.run("status", "--verify", in: folder).status == 0)
  }

  private func lastRun(_ folder: TemporaryFolder) throws -> Int {
    struct Line: Decodable {
      let run: Int
    }
    let list = try Fleetcast.run("runs", "list", "--json", in: folder)
    let line = try #require(list.standardOutput.split(separator: "\n").first)
    return try JSONDecoder().decode(Line.self, from: Data(line.utf8)).run
  }

  /// What is served: the bytes of all archives, and the forecasts of all customers.
  private struct Fleet: Equatable {
    let archives: [String: Data]
    let forecasts: String

    init(_ folder: TemporaryFolder) throws {
      let names = try folder.names(in: "artifacts").filter { $0.hasSuffix(".tar.gz") }
      archives = try Dictionary(
        uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: folder["artifacts/\($0)"])) })
      let export = try Fleetcast.run(
        "export", "--horizon", "7", "--out", "forecasts.csv", "--quiet", in: folder)
      #expect(export.status == 0, "\(export.standardError)")
      forecasts = try folder.text(of: "forecasts.csv")
    }
  }
}

extension SixtyNightsTests {
  private struct Report: Decodable {
    struct Live: Decodable {
      struct Night: Decodable {
        let customers: Int
        let mase: Double?
        let coverage80: Double
        let drifted: Int
      }
      struct Ahead: Decodable {
        let customers: Int
      }
      let nights: [Night]
      let ahead: Ahead?
    }
    let live: Live
  }

  private struct Entry: Decodable {
    let outcome: String
    let reason: String?
  }

  private struct Forecast: Decodable {
    struct Model: Decodable {
      let trained_through: String
    }
    struct Columns: Decodable {
      let yhat: [Double]
    }
    let model: Model
    let forecast: Columns

    var trainedThrough: String { model.trained_through }
    var values: [Double] { forecast.yhat }
  }

  private func forecast(
    of customer: String, _ artifacts: String, in folder: TemporaryFolder
  ) throws -> Forecast {
    let run = try Fleetcast.run(
      "forecast", customer, "--artifacts", artifacts, "--horizon", "14", "--format", "json",
      in: folder)
    return try JSONDecoder().decode(Forecast.self, from: Data(run.standardOutput.utf8))
  }

  private func history(of customer: Int, in folder: TemporaryFolder) throws -> [Entry] {
    let run = try Fleetcast.run(
      "status", "--customer", NightlyFleet.name(customer), "--json", in: folder)
    return try run.standardOutput.split(separator: "\n").map {
      try JSONDecoder().decode(Entry.self, from: Data($0.utf8))
    }
  }

  /// What stands for whom: renaming over an archive makes it another file.
  private func archives(_ folder: TemporaryFolder) throws -> [String: UInt64] {
    let names = try folder.names(in: "artifacts").filter { $0.hasSuffix(".tar.gz") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let attributes = try FileManager.default.attributesOfItem(
          atPath: folder.path("artifacts/" + name))
        return (name, (attributes[.systemFileNumber] as? UInt64) ?? 0)
      })
  }
}
