import ArgumentParser
import Customers
import ForecastFormats
import Forecasting
import Glibc
import ModelArtifacts
import ProphetModels
import SeriesIngest

/// `fleetcast forecast CUSTOMER`: one customer's forecast.
struct ForecastCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Print one customer's forecast.",
    discussion: """
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
    let folder = try settings.value(Catalogue.artifacts, default: ArtifactsOption.defaultFolder)
    let format = try settings.value(Catalogue.format, default: .table)
    var request = try ForecastOptions.request(from: settings)
    request.start = try settings.value(Catalogue.start)
    request.components = try settings.value(Catalogue.components, default: false)

    let files = try FutureOption.files(from: settings)
    let isCoreOnly = try settings.value(Catalogue.coreOnly, default: false)
    let document = try document(in: folder, request, files, coreOnly: isCoreOnly)
    try StandardOutput.write(Self.rendered(document, as: format))
  }

  private func document(
    in folder: String, _ request: ForecastRequest, _ files: FutureFiles?, coreOnly: Bool
  ) throws -> ForecastDocument {
    do {
      let customer = try CustomerID(customer)
      let stored = try ArtifactReader().readModel(of: customer, in: folder)
      // What fleetcast.yaml or a variable says is for the fleet, of which this may be another sort.
      guard future.future == nil || !stored.model.covariateNames.isEmpty else {
        throw CommandFailure(
          status: .usage,
          message: "the model of \(customer) has no regressor or condition: leave out --future")
      }
      var request = request
      var covariates = files.map { FutureCovariates($0) }
      request.future = try covariates?.covariates(of: customer, for: stored.model) ?? .none
      let model = coreOnly ? .prophet(try stored.model.asProphet().model) : stored.model
      if coreOnly, case .fitted(let own) = stored.model {
        request.future = own.covariates(beside: request.future)
      }
      return ForecastDocument(
        customer: customer, version: stored.version, model: model,
        forecast: try request.forecast(by: model))
    } catch let error as CustomerIDError {
      throw CommandFailure(status: .usage, message: error.description)
    } catch let error as ForecastRequestError {
      throw CommandFailure(status: .usage, message: error.description)
    } catch let error as ProphetModelError {
      throw CommandFailure(status: .failed, message: "\(customer): \(error)")
    } catch let error as IngestError {
      throw CommandFailure(status: .usage, message: "--future: \(error)")
    } catch let error as ArtifactError {
      throw CommandFailure(status: .failed, message: "\(folder): \(error)")
    }
  }

  private static func rendered(_ document: ForecastDocument, as format: ForecastFormat) -> [UInt8] {
    switch format {
    case .json: document.json()
    case .csv: document.csv()
    case .table: Array(ForecastTable.rendered(document.forecast).utf8)
    case .chart:
      Array(
        ForecastChart.rendered(
          document.forecast, width: Terminal.width(of: STDOUT_FILENO) ?? 80
        ).utf8)
    }
  }
}
