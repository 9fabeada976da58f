import ArgumentParser
import FleetTraining
import Foundation

/// `fleetcast runs`: what runs did to the models, and going back.
struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs, go back to what stood before one, bring in a stage.",
    subcommands: [
      RunsListCommand.self, RunsRollbackCommand.self, RunsPromoteCommand.self,
      RunsPruneCommand.self,
    ])

  /// Milliseconds since 1970-01-01 UTC.
  static let clock: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
}
