import Foundation
import TestFolders
import Testing

/// A path that is missing or of the wrong kind is said in a sentence, with the same code everywhere.
@Suite struct PathTests {
  @Test(arguments: [
    (["export"], "forecasts", "--out: forecasts is a folder"),
    (["export"], "no/f.csv", "--out: no/f.csv cannot be made: there is no folder no"),
    (["evaluate"], "forecasts", "--out: forecasts is a folder"),
    (["evaluate", "--customer", "a"], "no/f.csv", "there is no folder no"),
    (["prophet", "export", "a"], "forecasts", "--out: forecasts is a folder"),
    (["prophet", "export", "a"], "no/f.json", "there is no folder no"),
  ])
  func `where the result cannot go is said before the work`(
    command: [String], out: String, sentence: String
  ) throws {
    let folder = try trained()
    try folder.makeFolder("forecasts")

    let run = try Fleetcast.run(command + ["--out", out], in: folder)

    #expect(run.status == 2, "\(run.standardError)")
    #expect(run.standardError.contains(sentence), "\(run.standardError)")
    #expect(run.standardError.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    (["prophet", "import", "nope.json"], "there is no file nope.json"),
    (["prophet", "import", "data"], "data is a folder"),
    (["prophet", "export", "a", "--data", "nope"], "--data: there is no folder nope"),
    (["prophet", "export", "a", "--data", "file"], "--data: file is no folder"),
    (["split", "nope.csv"], "there is no file nope.csv"),
    (["split", "data"], "data is a folder, expected a file"),
    (["train", "--artifacts", "file"], "--artifacts: file is no folder"),
    (["train", "--artifacts", "file", "--dry-run"], "--artifacts: file is no folder"),
    (["train", "--artifacts", "file/x", "--dry-run"], "--artifacts: file/x is no folder"),
    (["evaluate", "nope", "--customer", "a"], "there is no folder nope"),
    (
      ["serve", "--port", "0", "--insecure", "--host", "300.1.2.3.4"],
      "--host: '300.1.2.3.4' is no address"
    ),
    (
      ["serve", "--port", "0", "--insecure", "--host", "192.0.2.1"],
      "--host: '192.0.2.1' is no address"
    ),
  ])
  func `what is not there, or is something else, ends with 2`(
    arguments: [String], sentence: String
  ) throws {
    let folder = try trained()
    try folder.write("x", to: "file")

    let run = try Fleetcast.run(arguments, in: folder)

    #expect(run.status == 2, "\(run.standardError)")
    #expect(run.standardError.contains(sentence), "\(run.standardError)")
  }

  @Test(arguments: [["forecast", "a"], ["export"], ["prophet", "export", "a"], ["remove", "a"]])
  func `a folder of models that is missing is named`(command: [String]) throws {
    let run = try Fleetcast.run(command + ["--artifacts", "nope"], in: try TemporaryFolder())

    #expect(run.status == 1)
    #expect(run.standardError == "fleetcast: there is no folder nope\n")
  }

  @Test func `an endpoint whose folder is missing ends, but a container waits for its models`()
    async throws
  {
    let folder = try TemporaryFolder()
    let container = ["SAGEMAKER_MULTI_MODEL": "false"]
    let arguments = ["serve", "--artifacts", "nope", "--host", "127.0.0.1", "--port", "0"]

    let ended = try Fleetcast.run(arguments, in: folder)
    let waiting = try Fleetcast.start(arguments, in: folder, environment: container)
    while waiting.process.isRunning, !waiting.errorsSoFar.contains("http://") {
      try await Task.sleep(for: .milliseconds(10))  // a file has no event to await here
    }
    let isWaiting = waiting.process.isRunning
    waiting.process.terminate()
    let stopped = try waiting.finished()

    #expect(ended.status == 2)
    #expect(ended.standardError == "fleetcast: there is no folder nope\n")
    #expect(isWaiting)
    #expect(stopped.standardError.contains("there is no folder nope yet"))
  }

  @Test(arguments: [["remove", "a b"], ["evaluate", "--customer", "a b"]])
  func `what is no ID is said once`(arguments: [String]) throws {
    let run = try Fleetcast.run(arguments, in: try trained())

    #expect(run.status == 2)
    #expect(run.standardError.split(separator: "'a b'").count == 2, "\(run.standardError)")
  }

  @Test func `an evaluation's message has its customer's file once`() throws {
    let run = try Fleetcast.run("evaluate", "--customer", "nobody", in: try trained())

    #expect(run.status == 1)
    #expect(
      run.standardError
        == "fleetcast: data/nobody.csv: there is no such file, nor one ending in .gz\n")
  }

  private func trained() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")
    let run = try Fleetcast.run("train", in: folder)
    try #require(run.status == 0, "\(run.standardError)")
    return folder
  }
}
