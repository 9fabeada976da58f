import ArgumentParser
import FleetTraining
import Foundation
import ModelRegistry

/// `fleetcast runs list`.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the runs, the newest first, and which of them can be rolled back.",
    usage: "fleetcast runs list [<options>]",
    discussion: """
      'previous' is the room that the replaced models of a run take; a run without it
      replaced nothing, or what it replaced is no longer kept.

      Examples:
        fleetcast runs list
        fleetcast runs list --artifacts models --json
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Flag(help: "Print one JSON object a run.")
  var json = false

  func run() throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, [Catalogue.json.name: json ? "true" : nil],
    ])
    let folder = try ArtifactsOption.existing(from: settings)
    let asJSON = try settings.value(Catalogue.json, default: false)
    let entries: [RunHistory.Entry]
    do throws(HistoryError) {
      entries = try RunHistory(TrainingLayout(artifacts: folder)).entries()
    } catch {
      throw error.failure(CommandHint(settings))
    }
    let lines = entries.map(RunLine.init)
    if lines.isEmpty {
      if try !settings.value(Catalogue.quiet, default: false) {
        StandardError.write("no run yet")
      }
    } else if asJSON {
      for line in lines { try StandardOutput.write(line: try JSONText.of(line)) }
    } else {
      try StandardOutput.write(Array(RunLine.table(lines).utf8))
    }
  }
}
