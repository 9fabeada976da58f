import ArgumentParser
import Testing

@testable import fleetcast

/// Every command, with its path.
private func commands(
  under command: any ParsableCommand.Type, path: String = ""
) -> [(path: String, type: any ParsableCommand.Type)] {
  let path = path + " " + command._commandName
  return [(path, command)]
    + command.configuration.subcommands.flatMap { commands(under: $0, path: path) }
}

@Suite struct HelpTests {
  @Test func `no line of a help is wider than 80 columns, nor written to be wider`() {
    for (path, command) in commands(under: Fleetcast.self) {
      let help = Fleetcast.helpMessage(for: command, columns: 80)
      let lines =
        help.split(separator: "\n") + command.configuration.discussion.split(separator: "\n")
      for line in lines { #expect(line.count <= 80, "\(path): \(line)") }
    }
  }

  @Test(arguments: [
    (["forecast", "8", "--horizon", "-5"], ["forecast", "8", "--horizon=-5"]),
    (["generate", "--trend", "-.5"], ["generate", "--trend=-.5"]),
    (["runs", "rollback", "-1"], ["runs", "rollback", "-1"]),
    (["train", "--quiet", "--workers", "2"], ["train", "--quiet", "--workers", "2"]),
    (["remove", "--", "--horizon", "-5"], ["remove", "--", "--horizon", "-5"]),
    (["forecast", "8", "--horizon=7", "-5"], ["forecast", "8", "--horizon=7", "-5"]),
  ])
  func `a negative number behind an option is its value`(given: [String], joined: [String]) {
    #expect(NegativeValues.joined(given) == joined)
  }
}
