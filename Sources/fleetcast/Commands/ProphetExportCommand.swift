import ArgumentParser
import Customers
import FileSystem
import ModelArtifacts
import ProphetModels
import SeriesIngest

/// `fleetcast prophet export CUSTOMER`: a model as JSON that Prophet loads.
struct ProphetExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write one customer's model as JSON that Prophet loads.",
    usage: "fleetcast prophet export [<options>] <customer>",
    discussion: """
      prophet.serialize.model_from_json loads it; its predict gives what 'fleetcast
      forecast CUSTOMER --core-only' gives. What Prophet cannot carry is named on
      stderr.

      Examples:
        fleetcast prophet export 8 --out 8.json
        fleetcast prophet export 8 --data data --out 8.json
      """)

  @Argument(help: "The customer's ID: the name of its file without .csv.")
  var customer: String

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Option(help: "File to write, whole or not at all (default: standard output).")
  var out: String?

  @Option(help: "Folder of the customer's file, for a history of all rows (default: two rows).")
  var data: String?

  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, reading.flags,
      [Catalogue.out.name: out, Catalogue.data.name: data],
    ])
    let folder = try ArtifactsOption.existing(from: settings)
    let out = try ExportSink.path(from: settings)
    do {
      let customer = try CustomerID(customer)
      let stored = try ArtifactReader().readModel(of: customer, in: folder)
      let (model, losses) = try stored.model.asProphet()
      let history = try Self.history(of: customer, model, settings)
      let sink = try ExportSink.opening(out)
      try sink.write(model.json(history: history))
      try sink.finish()
      if try !settings.value(Catalogue.quiet, default: false) {
        for loss in losses { StandardError.write("not carried: \(loss)") }
      }
    } catch let error as CustomerIDError {
      throw CommandFailure(status: .usage, message: error.description)
    } catch let error as IngestError {
      throw CommandFailure(status: .failed, message: error.description)
    } catch let error as ArtifactError {
      throw CommandFailure(status: .failed, message: "\(folder): \(error)")
    } catch let error as ProphetModelError {
      throw CommandFailure(status: .failed, message: "\(customer): \(error)")
    } catch let error as FileSystemError {
      throw CommandFailure(status: .failed, message: error.description)
    }
  }

  private static func history(
    of customer: CustomerID, _ model: ProphetModel, _ settings: Settings
  ) throws -> ProphetHistoryRows {
    guard let folder = try settings.value(Catalogue.data) else {
      return try ProphetHistoryRows(endsOf: model)
    }
    try FolderCheck.folder(folder, option: "--data")
    var options = try ReadingFlags.options(from: settings)
    options.covariateColumns = model.covariateNames
    var reader = SeriesFileReader(options: options)
    let reading = try reader.read(customer, in: folder)
    return ProphetHistoryRows(reading.series, covariates: reading.covariates)
  }
}
