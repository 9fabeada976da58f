import Foundation
import TestFolders
import Testing

/// What is an option is a setting too, or says that it is none.
@Suite struct SettingTests {
  @Test func `every option of every command is a key, or is refused as one`() throws {
    let folder = try TemporaryFolder()
    let help = try Fleetcast.run("--experimental-dump-help", in: folder)
    let options = try Options(help.standardOutput).names

    let answers = try options.map { name in
      try folder.write("\(name): x\n", to: "one.yaml")
      return try Fleetcast.run("status", "--config", "one.yaml", in: folder).standardError
    }

    #expect(options.count > 50, "the help was not understood")
    #expect(answers.filter { $0.contains("unknown key") } == [])
  }

  @Test(arguments: [
    "drift", "dry-run", "force", "verify", "watch", "failed", "warnings", "stale", "customer",
  ])
  func `what is for the command line alone is refused elsewhere, and nothing is done`(
    name: String
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 40), to: "data/a.csv")
    try folder.write("\(name): true\n", to: "file.yaml")
    let variable = "FLEETCAST_" + name.uppercased().replacing("-", with: "_")

    let byVariable = try Fleetcast.run("train", in: folder, environment: [variable: "true"])
    let byFile = try Fleetcast.run("train", "--config", "file.yaml", in: folder)
    let unset = try Fleetcast.run(
      "status", in: folder, environment: [variable: ""])

    #expect(byVariable.status == 2)
    #expect(byVariable.standardError.hasPrefix("fleetcast: \(variable): this cannot be set here"))
    #expect(byFile.status == 2)
    #expect(byFile.standardError.contains("give --\(name) on the command line"))
    #expect(!folder.exists("artifacts"))
    #expect(!unset.standardError.contains(variable))
  }

  @Test func `a file that names another file is refused`() throws {
    let folder = try TemporaryFolder()
    try folder.write("config: other.yaml\n", to: "fleetcast.yaml")

    let run = try Fleetcast.run("status", in: folder)

    #expect(run.status == 2)
    #expect(run.standardError.contains("give --config"))
  }

  @Test func `core-only is a setting without a warning`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 100), to: "data/a.csv")
    try Fleetcast.run("train", in: folder)

    let flag = try Fleetcast.run("forecast", "a", "--core-only", in: folder)
    let variable = try Fleetcast.run(
      "forecast", "a", in: folder, environment: ["FLEETCAST_CORE_ONLY": "true"])

    #expect(variable.standardError.isEmpty)
    #expect(variable.standardOutput == flag.standardOutput)
  }

  @Test func `generate and split write where out says, else to the data folder`() throws {
    let folder = try TemporaryFolder()
    try folder.write("customer,time,value\na,2024-01-01,1\n", to: "long.csv")

    try Fleetcast.run(
      "generate", "--customers", "1", in: folder, environment: ["FLEETCAST_OUT": "made"])
    try Fleetcast.run("split", "long.csv", in: folder, environment: ["FLEETCAST_OUT": "split"])
    try Fleetcast.run(
      "generate", "--customers", "1", in: folder, environment: ["FLEETCAST_DATA": "other"])

    #expect(folder.exists("made/1.csv"))
    #expect(folder.exists("split/a.csv"))
    #expect(folder.exists("other/1.csv"))
  }
}

/// The long names of all options in the help's own JSON.
private struct Options {
  let names: [String]

  init(_ json: String) throws {
    let root = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let found = Self.names(of: root?["command"] as? [String: Any] ?? [:])
    names = Set(found).subtracting(["help", "version"]).sorted()
  }

  private static func names(of command: [String: Any]) -> [String] {
    let arguments = command["arguments"] as? [[String: Any]] ?? []
    let own = arguments.flatMap { argument in
      (argument["names"] as? [[String: String]] ?? []).compactMap { name in
        name["kind"] == "long" ? name["name"] : nil
      }
    }
    return own + (command["subcommands"] as? [[String: Any]] ?? []).flatMap(names)
  }
}
