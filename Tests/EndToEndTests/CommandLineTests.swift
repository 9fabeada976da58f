import Foundation
import TestFolders
import Testing

/// What a user types first, and mistypes.
@Suite struct CommandLineTests {
  @Test(arguments: [
    [], ["generate"], ["split"], ["train"], ["forecast"], ["export"], ["evaluate"], ["serve"],
    ["status"],
  ])
  func `every command has a help with an example`(command: [String]) throws {
    let folder = try TemporaryFolder()

    let help = try Fleetcast.start(command + ["--help"], in: folder).finished()

    #expect(help.status == 0)
    #expect(help.standardOutput.contains("Examples:"))
    #expect(help.standardError.isEmpty)
  }

  @Test func `hidden commands are not in the help`() throws {
    let help = try Fleetcast.run("--help", in: try TemporaryFolder())

    #expect(!help.standardOutput.contains("worker "))
  }

  @Test func `the version is printed`() throws {
    let version = try Fleetcast.run("--version", in: try TemporaryFolder())

    #expect(version.status == 0)
    #expect(version.standardOutput.contains(/fleetcast \d+\.\d+\.\d+/))
  }

  @Test(arguments: [
    ["frobnicate"], ["train", "--no-such-option"], ["forecast"], ["train", "--workers", "0"],
    ["train", "--workers", "many"], ["forecast", "8", "--level", "80"],
    ["forecast", "8", "--horizon", "0"], ["forecast", "8", "--horizon", "10001"],
    ["forecast", "8", "--horizon", "soon"], ["forecast", "8", "--format", "xml"],
    ["forecast", "../etc/passwd"], ["serve", "--port", "70000"],
    ["generate", "--customers", "0", "--out", "data"],
  ])
  func `wrong usage ends with 2 and says what was expected`(arguments: [String]) throws {
    let folder = try TemporaryFolder()

    let run = try Fleetcast.start(arguments, in: folder).finished()

    #expect(run.status == 2, "\(run.standardError)")
    #expect(!run.standardError.isEmpty)
    #expect(run.standardOutput.isEmpty)
  }

  @Test func `a level of 80 is refused with the 0.8 that was meant`() throws {
    let run = try Fleetcast.run("forecast", "8", "--level", "80", in: try TemporaryFolder())

    #expect(run.standardError.contains("0.8"))
  }

  @Test func `a customer that was never trained ends with 1`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 30), to: "data/a.csv")
    try Fleetcast.run("train", in: folder)

    let run = try Fleetcast.run("forecast", "nobody", in: folder)

    #expect(run.status == 1)
    #expect(run.standardError.contains("nobody"))
  }

  @Test func `the forecast of a customer whose training failed says where to look`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 30), to: "data/a.csv")
    try folder.write("timestamp,value\n2024-01-01,one\n", to: "data/b.csv")
    try Fleetcast.run("train", in: folder)

    let run = try Fleetcast.run("forecast", "b", in: folder)

    #expect(run.status == 1)
    #expect(run.standardError.contains("fleetcast status --failed"))
  }

  @Test func `components are explained in words, in table, chart and JSON`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 200), to: "data/a.csv")
    try Fleetcast.run("train", in: folder)

    for format in ["table", "chart", "json"] {
      let run = try Fleetcast.run("forecast", "a", "--components", "--format", format, in: folder)
      #expect(run.standardOutput.contains("is the strongest weekday"))
    }
    let plain = try Fleetcast.run("forecast", "a", "--format", "chart", in: folder)

    #expect(!plain.standardOutput.contains("weekday"))
    #expect(plain.standardOutput.contains("░ 80% interval"))
  }

  @Test func `a setting comes from the flag, the variable, the file, in this order`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")
    try Fleetcast.run("train", in: folder)
    try folder.write("horizon: 4\nformat: csv\n", to: "fleetcast.yaml")

    let file = try Fleetcast.run("forecast", "a", in: folder)
    let variable = try Fleetcast.run(
      "forecast", "a", in: folder, environment: ["FLEETCAST_HORIZON": "3"])
    let flag = try Fleetcast.run(
      "forecast", "a", "--horizon", "2", in: folder, environment: ["FLEETCAST_HORIZON": "3"])

    #expect(file.standardOutput.split(separator: "\n").count == 5)
    #expect(variable.standardOutput.split(separator: "\n").count == 4)
    #expect(flag.standardOutput.split(separator: "\n").count == 3)
  }

  @Test func `an unknown key of fleetcast.yaml ends with 2 and names the nearest`() throws {
    let folder = try TemporaryFolder()
    try folder.write("horizont: 4\n", to: "fleetcast.yaml")

    let run = try Fleetcast.run("status", in: folder)

    #expect(run.status == 2)
    #expect(run.standardError.contains("did you mean 'horizon'?"))
  }

  @Test func `results go to stdout, the rest to stderr, and --quiet says nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")

    let loud = try Fleetcast.run("train", "--artifacts", "loud", in: folder)
    let quiet = try Fleetcast.run("train", "--artifacts", "quiet", "--quiet", in: folder)
    let json = try Fleetcast.run("train", "--artifacts", "json", "--json", "--quiet", in: folder)

    #expect(!(loud.standardError + loud.standardOutput).isEmpty)
    #expect((quiet.standardError + quiet.standardOutput).isEmpty)
    let report = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8))
    #expect((report as? [String: Any])?["trained"] as? Int == 1)
  }

  @Test func `--quiet is not quiet about customers that failed`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")
    try folder.write("ds,y\n2024-01-01,many\n", to: "data/b.csv")

    let run = try Fleetcast.run("train", "--artifacts", "models", "--quiet", in: folder)

    #expect(run.status == 3)
    #expect(run.standardError.contains("1 failed"), "\(run.standardError)")
  }

  @Test func `the configuration file may be named by a variable, and empty values set nothing`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")
    try Fleetcast.run("train", in: folder)
    try folder.write("horizon: 3\nlevel:\nformat: csv\n", to: "other.yaml")

    let run = try Fleetcast.run(
      "forecast", "a", in: folder,
      environment: ["FLEETCAST_CONFIG": "other.yaml", "FLEETCAST_COMPONENTS": ""])

    #expect(run.standardOutput.split(separator: "\n").count == 4, "\(run.standardError)")
  }

  @Test(arguments: [
    "forecast a", "export", "status --json", "train --json",
  ])
  func `a result that cannot be written is a failure`(command: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")
    try Fleetcast.run("train", in: folder)

    let binary = Fleetcast.binary.path(percentEncoded: false)
    let status = try shell(
      "cd '\(folder.path(""))' && '\(binary)' \(command) 2>err >/dev/full; echo $?")

    #expect(status == "1\n")
    #expect(try folder.text(of: "err").contains("cannot write standard output"))
  }

  @Test func `an export leaves devices and links as they are`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")
    try folder.write("old", to: "target.csv")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.csv"), withDestinationPath: "target.csv")
    try Fleetcast.run("train", in: folder)

    let toLink = try Fleetcast.run("export", "--out", "link.csv", in: folder)
    let pipe = try shell(
      "cd '\(folder.path(""))' && mkfifo pipe && (cat pipe > piped & '"
        + Fleetcast.binary.path(percentEncoded: false)
        + "' export --out pipe 2>/dev/null; wait); test -p pipe && head -n1 piped")

    #expect(toLink.status == 0)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.csv"))
        == "target.csv")
    #expect(try folder.text(of: "target.csv").hasPrefix("customer,"))
    #expect(pipe == "customer,timestamp,yhat,yhat_lower,yhat_upper\n")
  }

  @Test func `too few open files for the workers end with 2 and say how many fit`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")

    let run = try Fleetcast.run(
      "train", "--workers", "30", in: folder, through: ["/usr/bin/prlimit", "--nofile=100:100"])

    #expect(run.status == 2, "\(run.standardError)")
    #expect(run.standardError.contains("--workers 6"))
  }

  @Test func `another user may look at the status`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")
    try Fleetcast.run("train", in: folder)

    let status = try Fleetcast.run("status", in: folder, through: asNobody)

    #expect(status.status == 0, "\(status.standardError)")
    #expect(status.standardOutput.contains("1 trained"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `shells get completions`(shell: String) throws {
    let run = try Fleetcast.run(
      "--generate-completion-script", shell, in: try TemporaryFolder())

    #expect(run.status == 0)
    #expect(run.standardOutput.contains("fleetcast"))
  }

  @Test(arguments: [
    (["trian", "data"], "did you mean 'fleetcast train'?"),
    (["runs", "rolback", "1"], "did you mean 'fleetcast runs rollback'?"),
    (["frobnicate"], "'fleetcast --help' lists those there are"),
    (["retrain", "--stage", "trial"], "'train --stage NAME' trains beside them"),
  ])
  func `a command that there is not is answered with the one that was meant`(
    arguments: [String], words: String
  ) throws {
    let run = try Fleetcast.run(arguments, in: TemporaryFolder())

    #expect(run.status == 2)
    #expect(run.standardError.contains(words), "\(run.standardError)")
  }
}
