import ArgumentParser
import Customers
import ForecastFormats
import Glibc
import ModelArtifacts
import ProphetModels

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
      """)

  @Argument(help: "The customer's ID: the name of its file without .csv.")
  var customer: String

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption
  @OptionGroup var ahead: ForecastOptions

  @Option(help: "First time to forecast, on the model's grid (default: right after its last row).")
  var start: String?

  @Option(help: "table, json, csv or chart (default: table).")
  var format: String?

  @Flag(help: "Show what the forecast is made of: trend, seasonalities, recent.")
  var components = false

  @Flag(help: "Forecast with what 'prophet export' writes: trend and seasonalities alone.")
  var coreOnly = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, ahead.flags,
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

    let isCoreOnly = try settings.value(Catalogue.coreOnly, default: false)
    let document = try Self.document(customer, in: folder, request, coreOnly: isCoreOnly)
    try StandardOutput.write(Self.rendered(document, as: format))
  }

  private static func document(
    _ text: String, in folder: String, _ request: ForecastRequest, coreOnly: Bool
  ) throws -> ForecastDocument {
    do {
      let customer = try CustomerID(text)
      let stored = try ArtifactReader().readModel(of: customer, in: folder)
      let model = coreOnly ? .prophet(try stored.model.asProphet().model) : stored.model
      return ForecastDocument(
        customer: customer, version: stored.version, model: model,
        forecast: try request.forecast(by: model))
    } catch let error as CustomerIDError {
      throw CommandFailure(status: .usage, message: error.description)
    } catch let error as ForecastRequestError {
      throw CommandFailure(status: .usage, message: error.description)
    } catch let error as ProphetModelError {
      throw CommandFailure(status: .failed, message: "\(text): \(error)")
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
