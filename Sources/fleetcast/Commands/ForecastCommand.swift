import ArgumentParser
import Customers
import FleetTraining
import ForecastFormats
import Forecasting
import Glibc
import ModelArtifacts
import ModelRegistry
import ProphetModels
import SeriesIngest

/// `fleetcast forecast CUSTOMER`: one customer's forecast.
struct ForecastCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Print one customer's forecast.",
    usage: "fleetcast forecast [<options>] <customer>",
    discussion: """
      With --components the forecast is taken apart and explained in words.

      Examples:
        fleetcast forecast 8
        fleetcast forecast 8 --horizon 14 --level 0.8,0.95 --components
        fleetcast forecast 8 --horizon 7d --format json
        fleetcast forecast 8 --horizon 7 --future next-week.csv
      """)

  @Argument(help: "The customer's ID: the name of its file without .csv.")
  var customer: String

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption
  @OptionGroup var ahead: ForecastOptions
  @OptionGroup var future: FutureOption

  @Option(help: "First time to forecast, on the model's grid (default: right after its last row).")
  var start: String?

  @Option(help: "table, json, csv or chart (default: table).")
  var format: String?

  @Flag(
    help: "Show what the forecast is made of: trend, seasonalities, holidays, regressors, recent.")
  var components = false

  @Flag(help: "Forecast with what 'prophet export' writes: trend and seasonalities alone.")
  var coreOnly = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, ahead.flags, future.flags,
      [
        Catalogue.start.name: start, Catalogue.format.name: format,
        Catalogue.components.name: components ? "true" : nil,
        Catalogue.coreOnly.name: coreOnly ? "true" : nil,
      ],
    ])
    let format = try settings.value(Catalogue.format, default: .table)
    var request = try ForecastOptions.request(from: settings)
    request.start = try settings.value(Catalogue.start)
    request.components = try settings.value(Catalogue.components, default: false)

    let files = try FutureOption.files(from: settings)
    let isCoreOnly = try settings.value(Catalogue.coreOnly, default: false)
    let document = try document(settings, request, files, coreOnly: isCoreOnly)
    try StandardOutput.write(Self.rendered(document, as: format))
  }

  private func customerID() throws(CommandFailure) -> CustomerID {
    do {
      return try CustomerID(customer)
    } catch {
      throw CommandFailure(status: .usage, message: error.description)
    }
  }

  private func document(
    _ settings: Settings, _ request: ForecastRequest, _ files: FutureFiles?, coreOnly: Bool
  ) throws -> ForecastDocument {
    let customer = try customerID()
    let folder = try ArtifactsOption.existing(from: settings)
    do {
      let stored = try ArtifactReader().readModel(of: customer, in: folder)
      // What fleetcast.yaml or a variable says is for the fleet, of which this may be another sort.
      guard future.future == nil || !stored.model.covariateNames.isEmpty else {
        throw CommandFailure(
          status: .usage,
          message: "the model of \(customer) has no regressor or condition: leave out --future")
      }
      if future.future != nil { try files?.check(customer) }
      var request = request
      var covariates = files.map { FutureCovariates($0) }
      request.future = try covariates?.covariates(of: customer, for: stored.model) ?? .none
      let model = coreOnly ? .prophet(try stored.model.asProphet().model) : stored.model
      if coreOnly, case .fitted(let own) = stored.model {
        request.future = own.covariates(beside: request.future)
      }
      return ForecastDocument(
        customer: customer, version: stored.version, model: model,
        forecast: try request.answer(by: model))
    } catch let error as RequestFailure {
      throw CommandFailure(status: .usage, message: error.description)
    } catch let error as ProphetModelError {
      throw CommandFailure(status: .failed, message: "\(customer): \(error)")
    } catch let error as IngestError {
      throw CommandFailure(status: .usage, message: "--future: \(error)")
    } catch let error as ArtifactError {
      let more = Self.help(error, customer, in: folder, CommandHint(settings))
      throw CommandFailure(
        status: .failed, message: "\(folder): \(error)" + (more.map { "; \($0)" } ?? ""))
    }
  }

  /// What there is to do about an archive that cannot be asked.
  private static func help(
    _ error: ArtifactError, _ customer: CustomerID, in folder: String, _ hint: CommandHint
  ) -> String? {
    let failure = failure(of: customer.text, in: folder, hint)
    switch error {
    case .missing:
      return failure ?? otherCase(of: customer, in: folder) ?? "train it first: \(hint.train())"
    case .damagedGzip, .damagedTar, .missingMember, .duplicateMember, .malformedManifest,
      .malformedModel, .malformedState:
      return failure ?? "\(hint.retrain()) does"
    default: return failure
    }
  }

  /// What the registry knows of the customer's last training, where that failed.
  ///
  /// A registry that cannot be read is no reason to say less than the archive does.
  private static func failure(
    of customer: String, in folder: String, _ hint: CommandHint
  ) -> String? {
    let path = TrainingLayout(artifacts: folder).registry
    guard let registry = try? Registry(readOnly: path),
      let last = try? registry.history(of: customer, limit: 1).first,
      last.outcome.status == .failed
    else { return nil }
    return "its training failed in run \(last.run), see: \(hint("status --failed"))"
  }

  /// The customer that differs in nothing but upper and lower case.
  private static func otherCase(of customer: CustomerID, in folder: String) -> String? {
    // Who may not list the folder gets the plain error.
    guard let known = try? ArchiveFolder(folder).customers() else { return nil }
    let wanted = customer.text.lowercased()
    return known.first { $0 != customer && $0.text.lowercased() == wanted }
      .map { "did you mean '\($0)'?" }
  }

  private static func rendered(_ document: ForecastDocument, as format: ForecastFormat) -> [UInt8] {
    switch format {
    case .json: document.json()
    case .csv: document.csv()
    case .table: Array((ForecastTable.rendered(document.forecast) + words(document)).utf8)
    case .chart: Array((chart(document.forecast) + words(document)).utf8)
    }
  }

  private static func chart(_ forecast: Forecast) -> String {
    ForecastChart.rendered(forecast, width: Terminal.width(of: STDOUT_FILENO) ?? 80)
  }

  /// The explanation below an empty line, a line a sentence.
  private static func words(_ document: ForecastDocument) -> String {
    let sentences = document.explanation
    return sentences.isEmpty ? "" : "\n" + sentences.joined(separator: "\n") + "\n"
  }
}
