import ArgumentParser
import FleetTraining

/// `fleetcast runs rollback`.
struct RunsRollbackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Bring back exactly what stood before a run.",
    usage: "fleetcast runs rollback [<options>] <number>",
    discussion: """
      A customer whose first model came with the run has none afterwards. A rollback
      is a run itself: 'runs list' shows it, and it can be rolled back too.
      Interrupted or killed, the same command completes it; a server reading
      meanwhile sees the old or the new model of every customer. The next night looks
      at every customer that was rolled back.

      It is refused, with 1, where later runs have replaced the same customers: roll
      those back first, the newest first, or give --force. And where more customers
      would lose their model than have one afterwards, as after a fleet's first
      training, unless --remove-new says so.

      Examples:
        fleetcast runs rollback 41 --dry-run
        fleetcast runs rollback 41
        fleetcast runs rollback 41 --artifacts models --force
      """)

  @Argument(help: "The run's number, as 'runs list' shows it.")
  var number: Int64

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Flag(help: "Also bring back customers that later runs have replaced.")
  var force = false

  @Flag(help: "Also take more models away than are left, as of a fleet's first run.")
  var removeNew = false

  @Flag(help: "Only say what would become of how many models; nothing is changed.")
  var dryRun = false

  @Flag(help: "Print the report as JSON.")
  var json = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, [Catalogue.json.name: json ? "true" : nil],
    ])
    let folder = try ArtifactsOption.existing(from: settings)
    let interruption = Interruption()
    let rollback = RunRollback(
      TrainingLayout(artifacts: folder), now: RunsCommand.clock,
      isInterrupted: { interruption.hasHappened })
    var consent: RollbackConsent = []
    if force { consent.insert(.replacedCustomers) }
    if removeNew { consent.insert(.removedModels) }
    let hint = CommandHint(settings)
    let flags = force ? " --force" : ""
    let signals =
      dryRun ? InterruptSignals.endingProcess() : InterruptSignals { interruption.happen() }
    do {
      if dryRun {
        let preview = try await rollback.preview(number, consent: consent)
        try ExchangePreviewReport(preview: preview, flags: flags).show(settings)
      } else {
        let report = try await rollback.rollBack(number, consent: consent)
        try ExchangeSummary(report, hint).show(settings)
      }
    } catch let error as HistoryError {
      throw error.failure(hint, flags: flags)
    }
    _ = consume signals
  }
}
