import ArgumentParser
import Customers
import FleetTraining
import Foundation

/// `fleetcast remove`: customers leave the fleet.
struct RemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract:
      "Remove customers: their models, present and previous, and all that is known of them.",
    usage: "fleetcast remove [<options>] <customers> ...",
    discussion: """
      Their files in the data folder are not touched; the next training takes up
      whoever has one.

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
      common.flags, artifacts.flags,
    ])
    let folder = try ArtifactsOption.existing(from: settings)
    let isQuiet = try settings.value(Catalogue.quiet, default: false)
    let ids = try customers.map { text throws(CommandFailure) in
      do throws(CustomerIDError) {
        return try CustomerID(text)
      } catch {
        throw CommandFailure(status: .usage, message: error.description)
      }
    }
    let removal = CustomerRemoval(TrainingLayout(artifacts: folder)) {
      Int64(Date().timeIntervalSince1970 * 1000)
    }
    do {
      let unknown = Set(try await removal.remove(ids))
      let removed = Set(ids).count - unknown.count
      if !isQuiet {
        StandardError.write("\(NumberText.counted(removed, "customer")) removed")
      }
      guard unknown.isEmpty || force else {
        let names = unknown.map(\.text).sorted().joined(separator: ", ")
        throw CommandFailure(
          status: removed == 0 ? .failed : .someCustomersFailed,
          message: "nothing is known in \(folder) of: \(names)")
      }
    } catch let error as TrainingError {
      throw error.failure(CommandHint(settings))
    }
  }
}
