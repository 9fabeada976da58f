import ArgumentParser
import ModelArtifacts
import ProphetModels

/// `fleetcast prophet`: models to and from Prophet.
struct ProphetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prophet",
    abstract: "Write a model for Prophet, or take one from it.",
    subcommands: [ProphetExportCommand.self, ProphetImportCommand.self])
}

extension CustomerModel {
  /// As Prophet's parameters, and what is lost on the way.
  func asProphet() throws(ProphetModelError) -> (model: ProphetModel, losses: [ProphetLoss]) {
    switch self {
    case .prophet(let model): return (model, [])
    case .fitted(let model):
      let projection = try ProphetProjection(model)
      return (projection.model, projection.losses)
    }
  }
}
