import ArgumentParser
import FleetTraining
import ModelRegistry

/// `fleetcast status`: what the last run did, who failed, how fresh the data are.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the last run: counts, failures by reason, freshness, accuracy.",
    discussion: """
      Examples:
        fleetcast status
        fleetcast status --failed
        fleetcast status --stale --stale-after 2d --json
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Option(help: "Number of the run (default: the last one).")
  var run: String?

  @Flag(help: "Name every customer that failed, with its reason.")
  var failed = false

  @Flag(help: "Name the customers whose data end long before the newest.")
  var stale = false

  @Option(help: "How much older than the newest row counts as stale (default: 7d).")
  var staleAfter: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard !(failed && stale) else {
      throw ValidationError("--failed and --stale exclude each other; give one.")
    }
  }

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags,
      [
        Catalogue.run.name: run, Catalogue.staleAfter.name: staleAfter,
        Catalogue.json.name: json ? "true" : nil,
      ],
    ])
    let folder = try settings.value(Catalogue.artifacts, default: ArtifactsOption.defaultFolder)
    let staleSeconds = try settings.value(Catalogue.staleAfter, default: 7 * 86_400)
    let asJSON = try settings.value(Catalogue.json, default: false)
    do {
      let layout = TrainingLayout(artifacts: folder)
      let report = try StatusReport(
        layout, run: try settings.value(Catalogue.run), staleAfter: staleSeconds)
      let registry = try Registry(readOnly: layout.registry)
      if failed {
        try FailedCustomers(registry, run: report.run.id).print(json: asJSON)
      } else if stale {
        try StaleCustomers(registry, after: staleSeconds).print(json: asJSON)
      } else {
        try StandardOutput.write(line: asJSON ? try report.json() : report.text())
      }
    } catch let error as RegistryError {
      throw CommandFailure(status: .failed, message: error.description)
    }
  }
}
