import ArgumentParser
import FleetTraining

/// `fleetcast runs rollback`.
struct RunsRollbackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Bring back exactly what stood before a run.",
    discussion: """
      A customer whose first model came with the run has none afterwards. A rollback is a run itself:
      'runs list' shows it, and it can be rolled back too. Interrupted or killed, the same command
      completes it; a server reading meanwhile sees the old or the new model of every customer. The
      next night looks at every customer that was rolled back.

      It is refused where later runs have replaced the same customers: roll those back first, the
      newest first, or give --force.

      Examples:
        fleetcast runs rollback 41
        fleetcast runs rollback 41 --artifacts models --force
      """)

  @Argument(help: "The run's number, as 'runs list' shows it.")
  var number: Int64

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Flag(help: "Also bring back customers that later runs have replaced.")
  var force = false

  @Flag(help: "Print the report as JSON.")
  var json = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, [Catalogue.json.name: json ? "true" : nil],
    ])
    let folder = try ArtifactsOption.existing(from: settings)
    let rollback = RunRollback(TrainingLayout(artifacts: folder), now: RunsCommand.clock)
    let signals = InterruptSignals.endingProcess()
    let report: ExchangeReport
    do throws(HistoryError) {
      report = try await rollback.rollBack(number, isForced: force)
    } catch {
      throw error.failure
    }
    _ = consume signals
    try ExchangeSummary(report).show(settings)
  }
}
