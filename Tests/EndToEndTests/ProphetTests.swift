import Foundation
import TestFolders
import Testing

/// Models to and from Prophet, whose own files stand in for it; `make interop` asks Prophet itself.
@Suite struct ProphetTests {
  @Test func `an exported model, imported again, forecasts what core-only says`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 100), to: "data/a.csv")
    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    let exported = try Fleetcast.run(
      "prophet", "export", "a", "--artifacts", "models", "--data", "data", "--out", "b.json",
      in: folder)
    let imported = try Fleetcast.run(
      "prophet", "import", "b.json", "--artifacts", "models", in: folder)
    let core = try Fleetcast.run(
      "forecast", "a", "--artifacts", "models", "--core-only", "--components", "--format", "csv",
      in: folder)
    let again = try Fleetcast.run(
      "forecast", "b", "--artifacts", "models", "--components", "--format", "csv", in: folder)

    #expect(exported.status == 0, "\(exported.standardError)")
    #expect(exported.standardError.contains("not carried: the intervals"))
    #expect(imported.status == 0, "\(imported.standardError)")
    #expect(core.standardOutput.hasPrefix("timestamp,yhat,yhat_lower,yhat_upper,trend,weekly\n"))
    #expect(again.standardOutput == core.standardOutput)
  }

  @Test func `what Prophet wrote is forecast and served as any customer's`() async throws {
    let folder = try TemporaryFolder()
    let file = Self.fixture("additive_daily")
    try Fleetcast.run(
      "prophet", "import", file, "--customer", "8", "--artifacts", "models", in: folder)
    let server = try Endpoint(artifacts: "models", in: folder)

    let printed = try Fleetcast.run(
      "forecast", "8", "--artifacts", "models", "--horizon", "5", "--format", "json", in: folder)
    let answer = try await server.get("/v1/customers/8/forecast?horizon=5")
    let stopped = try server.stop()
    let exported = try Fleetcast.run(
      "export", "--artifacts", "models", "--horizon", "5", in: folder)

    #expect(answer.status == 200)
    #expect(answer.body + "\n" == printed.standardOutput || answer.body == printed.standardOutput)
    #expect(exported.standardOutput.split(separator: "\n").count == 6)
    #expect(stopped.status == 0)
  }

  @Test func `a model is replaced by import only with force, and by the next train`() throws {
    let folder = try TemporaryFolder()
    let file = Self.fixture("minmax")
    try folder.write(dailyCSV(rows: 60), to: "data/8.csv")
    func imported(_ flags: String...) throws -> Fleetcast {
      let arguments = ["prophet", "import", file, "--customer", "8", "--artifacts", "models"]
      return try Fleetcast.start(arguments + flags, in: folder).finished()
    }
    func forecast() throws -> String {
      try Fleetcast.run("forecast", "8", "--artifacts", "models", in: folder).standardOutput
    }
    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    let fitted = try forecast()

    let refused = try imported()
    let kept = try forecast()
    let forced = try imported("--force")
    let replaced = try forecast()
    let status = try Fleetcast.run("status", "--artifacts", "models", in: folder)
    let verified = try Fleetcast.run("status", "--verify", "--artifacts", "models", in: folder)
    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    #expect(refused.status == 1)
    #expect(refused.standardError.contains("--force"))
    #expect(kept == fitted)
    #expect(forced.status == 0, "\(forced.standardError)")
    #expect(replaced != fitted)
    #expect(status.standardOutput.contains("1 trained"))
    #expect(verified.status == 0, "\(verified.standardOutput)")
    #expect(
      verified.standardOutput
        == "1 archive and the registry verified: all whole; 1 imported from Prophet\n")
    #expect(try forecast() == fitted)
  }

  @Test func `customers are removed where all models are imported`() throws {
    let folder = try TemporaryFolder()
    try Fleetcast.run(
      "prophet", "import", Self.fixture("minmax"), "--customer", "8", "--artifacts", "models",
      in: folder)

    let removed = try Fleetcast.run("remove", "8", "--artifacts", "models", in: folder)

    #expect(removed.status == 0, "\(removed.standardError)")
    #expect(!folder.exists("models/8.tar.gz"))
    #expect(!folder.exists("models/.fleetcast/registry.sqlite"))
  }

  @Test(arguments: [("{}", "growth is missing"), ("ds,y\n", "no JSON")])
  func `a file that is no model says what is missing, and nothing is put in place`(
    content: String, expected: String
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write(content, to: "8.json")

    let imported = try Fleetcast.run(
      "prophet", "import", "8.json", "--artifacts", "models", in: folder)

    #expect(imported.status == 1)
    #expect(imported.standardError.contains(expected), "\(imported.standardError)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("models/8.tar.gz")))
  }

  @Test func `import waits for no run: it ends with 4 while one is active`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "models/.fleetcast/run.lock")

    let imported = try Fleetcast.start(
      ["prophet", "import", Self.fixture("minmax"), "--customer", "8", "--artifacts", "models"],
      in: folder, through: ["flock", folder.path("models/.fleetcast/run.lock")]
    ).finished()

    #expect(imported.status == 4, "\(imported.standardError)")
  }

  private static func fixture(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../ProphetModelsTests/Fixtures/\(name).json").standardizedFileURL
      .path(percentEncoded: false)
  }
}
