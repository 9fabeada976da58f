import ArgumentParser
import FleetTraining
import Foundation

/// `fleetcast runs prune`.
struct RunsPruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Remove the previous versions of all but the newest runs.",
    usage: "fleetcast runs prune [<options>]",
    discussion: """
      Those runs cannot be rolled back any more. Every finished run does the same by
      itself (--keep-previous, 7 runs unless said otherwise), so that this is for
      making room at once.

      Examples:
        fleetcast runs prune --keep 2
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Option(
    help: "So many runs that replaced something stay (default: keep-previous, else 7)."
  )
  var keep: String?

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags,
    ])
    let folder = try ArtifactsOption.existing(from: settings)
    let runs = try runsToKeep(settings)
    let isQuiet = try settings.value(Catalogue.quiet, default: false)
    let history = RunHistory(TrainingLayout(artifacts: folder))
    let report: PruningReport
    do throws(HistoryError) {
      report = try await history.prune(keeping: runs, now: RunsCommand.clock)
    } catch {
      throw error.failure(CommandHint(settings))
    }
    guard !isQuiet else { return }
    let size = ByteText.short(report.bytes)
    let names = report.runs.reversed().map(String.init).joined(separator: ", ")
    StandardError.write(
      report.runs.isEmpty
        ? "nothing to remove"
        : "previous versions of \(NumberText.counted(report.runs.count, "run")) removed (\(names)), \(size)"
    )
  }

  private func runsToKeep(_ settings: Settings) throws -> Int {
    guard let keep else {
      return try settings.value(
        Catalogue.keepPrevious, default: TrainingSettings.standardRunsToKeepPrevious)
    }
    do throws(SettingProblem) {
      return try Catalogue.keepPrevious.parse(keep)
    } catch {
      throw SettingsError.badValue(source: .flag, name: "keep", error)
    }
  }
}
