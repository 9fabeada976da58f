import ArgumentParser
import FleetTraining

/// `fleetcast runs promote`.
struct RunsPromoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Bring in the models that 'train --stage NAME' made.",
    usage: "fleetcast runs promote [<options>] <name>",
    discussion: """
      Customers without a staged model keep the one they have. A promotion is a run
      itself, and 'runs rollback' undoes it. Interrupted or killed, the same command
      completes it; a server reading meanwhile sees the old or the new model of every
      customer. The stage is gone afterwards.

      Examples:
        fleetcast train mydata --artifacts models --horizon 14 --stage trial
        fleetcast forecast 8 --artifacts models/.fleetcast/staged/trial
        fleetcast runs promote trial --artifacts models --dry-run
        fleetcast runs promote trial --artifacts models
      """)

  @Argument(help: "The stage's name.")
  var name: String

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Flag(help: "Only say what would become of how many models; nothing is changed.")
  var dryRun = false

  @Flag(help: "Print the report as JSON.")
  var json = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, [Catalogue.json.name: json ? "true" : nil],
    ])
    let folder = try ArtifactsOption.existing(from: settings)
    guard let stage = StageName(name) else {
      throw CommandFailure(
        status: .usage, message: "'\(name)' is no stage's name: expected \(Catalogue.stageRule)")
    }
    let interruption = Interruption()
    let promotion = RunPromotion(
      TrainingLayout(artifacts: folder), now: RunsCommand.clock,
      isInterrupted: { interruption.hasHappened })
    let hint = CommandHint(settings)
    let signals =
      dryRun ? InterruptSignals.endingProcess() : InterruptSignals { interruption.happen() }
    do {
      if dryRun {
        try ExchangePreviewReport(preview: try await promotion.preview(stage)).show(settings)
      } else {
        try ExchangeSummary(try await promotion.promote(stage), hint).show(settings)
      }
    } catch let error as HistoryError {
      throw error.failure(hint)
    }
    _ = consume signals
  }
}
