import ArgumentParser
import Customers
import FileSystem
import FleetTraining
import Forecasting
import ModelArtifacts
import ProphetModels

/// `fleetcast prophet import FILE`: makes a model that Prophet fitted a customer's.
struct ProphetImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a model that Prophet fitted a customer's.",
    usage: "fleetcast prophet import [<options>] <file>",
    discussion: """
      FILE is what prophet.serialize.model_to_json wrote. forecast, export and serve
      then answer with Prophet's own yhat; its intervals, which Prophet samples, are
      computed. The next 'train' of the customer replaces the model.

      Examples:
        fleetcast prophet import 8.json
        fleetcast prophet import fitted.json --customer 8 --force
      """)

  @Argument(help: "The model's file.")
  var file: String

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Option(help: "The customer's ID (default: the file's name without .json).")
  var customer: String?

  @Flag(help: "Replace a model that the customer has.")
  var force = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags,
    ])
    let folder = try settings.value(Catalogue.artifacts, default: ArtifactsOption.defaultFolder)
    let isQuiet = try settings.value(Catalogue.quiet, default: false)
    do {
      let customer = try CustomerID(customer ?? Self.name(of: file))
      let json = try Self.bytes(of: file)
      let reading = try ProphetReading(json: json)
      var writer = ArtifactWriter()
      let archive = try writer.encode(
        ModelArtifact(imported: reading.model, from: json, of: customer))
      try await ArchivePlacement(artifactsFolder: folder)
        .place(archive, of: customer, replacing: force)
      for note in reading.notes { StandardError.write("not carried: \(note)") }
      let columns = reading.model.covariateNames
      if !columns.isEmpty {
        StandardError.write(
          "forecasts of '\(customer)' need --future with \(columns.joined(separator: ", "))")
      }
      if !isQuiet {
        StandardError.write(
          "customer '\(customer)' has the model of \(file): \(reading.model.rows) rows")
      }
    } catch let error as CustomerIDError {
      throw CommandFailure(status: .usage, message: error.description)
    } catch let error as RegularFileError {
      throw CommandFailure(status: .usage, message: error.description)
    } catch let error as ProphetModelError {
      throw CommandFailure(status: .failed, message: "\(file): \(error)")
    } catch let error as ArtifactError {
      throw CommandFailure(status: .failed, message: error.description)
    } catch let error as TrainingError {
      throw CommandFailure(status: error.exitStatus, message: error.description)
    }
  }

  private static func name(of file: String) -> String {
    let name = file.split(separator: "/").last ?? ""
    return String(name.hasSuffix(".json") ? name.dropLast(5) : name)
  }

  private static func bytes(of file: String) throws(RegularFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    let count = try RegularFile(opening: file)
      .read(into: &bytes, limit: Int64(ProphetReading.maximumBytes))
    return Array(bytes[..<count])
  }
}

extension ModelArtifact {
  /// The artifact of a model that was not fitted here: no accuracy is known, and nothing to update.
  ///
  /// - Parameters:
  ///   - model: From Prophet.
  ///   - json: The file that it was read from.
  ///   - customer: Whose it is to be.
  init(imported model: ProphetModel, from json: [UInt8], of customer: CustomerID) {
    self.init(
      manifest: ArtifactManifest(
        customer: customer, rows: model.rows, firstTime: model.firstTime,
        lastTime: model.trainedThrough, interval: model.interval,
        sourceDigest: ContentDigest(of: json),
        specificationDigest: ContentDigest(of: Array("prophet".utf8)),
        accuracy: HeldBackAccuracy(mase: nil, smape: nil, coverage80: nil)),
      model: .prophet(model), state: ArtifactState(update: .empty, watermark: nil))
  }
}
