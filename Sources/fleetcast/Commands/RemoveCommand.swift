import ArgumentParser
import Customers
import FleetTraining
import Foundation

/// `fleetcast remove`: customers leave the fleet.
struct RemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove customers: their models and all that the registry knows of them.",
    discussion: """
      Their files in the data folder are not touched; the next training takes up whoever has one.

      Examples:
        fleetcast remove 8
        fleetcast remove 8 15 --artifacts models
      """)

  @Argument(help: "The customers to remove.")
  var customers: [String]

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Flag(help: "A customer of whom nothing is known is no failure.")
  var force = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, [Catalogue.force.name: force ? "true" : nil],
    ])
    let folder = try settings.value(Catalogue.artifacts, default: ArtifactsOption.defaultFolder)
    let ids = try customers.map { text throws(CommandFailure) in
      do throws(CustomerIDError) {
        return try CustomerID(text)
      } catch {
        throw CommandFailure(status: .usage, message: "'\(text)' is no customer's ID: \(error)")
      }
    }
    let removal = CustomerRemoval(TrainingLayout(artifacts: folder)) {
      Int64(Date().timeIntervalSince1970 * 1000)
    }
    do {
      let unknown = try await removal.remove(ids)
      guard try unknown.isEmpty || settings.value(Catalogue.force, default: false) else {
        let names = unknown.map(\.text).joined(separator: ", ")
        throw CommandFailure(
          status: .failed, message: "nothing is known in \(folder) of: \(names)")
      }
    } catch let error as TrainingError {
      throw CommandFailure(status: error.exitStatus, message: error.description)
    }
  }
}
