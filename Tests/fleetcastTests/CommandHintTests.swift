import FleetTraining
import TestFolders
import Testing

@testable import fleetcast

struct `A command that a message names` {
  private func hint(
    _ flags: [String: String?], environment: [String: String] = [:]
  ) throws -> CommandHint {
    CommandHint(try Settings(flags: flags, environment: environment, defaultFileExists: false))
  }

  @Test func `is bare where this call was`() throws {
    let hint = try hint(["artifacts": nil, "config": nil])

    #expect(hint("status --failed") == "'fleetcast status --failed'")
    #expect(hint.train() == "'fleetcast train'")
  }

  @Test func `names the artifacts that this call named, by flag or variable`() throws {
    let flag = try hint(["artifacts": "models", "data": "mydata"])
    let variable = try hint([:], environment: ["FLEETCAST_ARTIFACTS": "/srv/models"])

    #expect(flag("runs list") == "'fleetcast runs list --artifacts models'")
    #expect(flag.train() == "'fleetcast train mydata --artifacts models'")
    #expect(variable("status") == "'fleetcast status --artifacts /srv/models'")
  }

  @Test func `names the configuration file`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("horizon: 7\n", to: "night.yaml")
    let file = try Settings(
      flags: [:], environment: ["FLEETCAST_CONFIG": path], defaultFileExists: false)

    #expect(CommandHint(file)("status") == "'fleetcast status --config \(path)'")
  }

  @Test func `keeps the flags that a refused rollback was given`() throws {
    let error = HistoryError.removesModels(run: 1, customers: 2, standing: 2, examples: ["a", "b"])

    let failure = error.failure(try hint(["artifacts": "r1"]), flags: " --force")

    #expect(
      failure.message.contains(
        "'fleetcast runs rollback 1 --force --remove-new --dry-run --artifacts r1'"))
  }

  @Test(arguments: [
    ("my models", "\"my models\""), ("a$b", "\"a\\$b\""), ("", "\"\""),
    ("/srv/models_1", "/srv/models_1"),
    ("it's", "\"it's\""), ("x!y", #""x"\!"y""#), ("$\u{301}", "\"\\$\u{301}\""), ("größe", "größe"),
  ])
  func `quotes what a shell would not take as one word`(word: String, quoted: String) {
    #expect(CommandHint.quoted(word) == quoted)
  }
}
