import ActualsSpool
import ArgumentParser
import FleetData
import FleetTraining
import Foundation
import ModelRegistry

/// `fleetcast actuals`: values known ahead of the nightly files.
struct ActualsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actuals",
    abstract: "Score the models on values that are known ahead of the nightly files.",
    usage: "fleetcast actuals [<options>] [<source>]",
    discussion: """
      A CSV of customer, time and value. The models are scored on the values after
      their last rows, and are not changed: they learn from the data folder alone. To
      give a value again is to give it once; of one time the last value counts.
      Without a file, what the endpoint has received (POST /v1/actuals) is taken in.

      Examples:
        fleetcast actuals readings.csv
        zcat today.csv.gz | fleetcast actuals -
        fleetcast actuals --json
      """)

  @Argument(help: "The file, plain or gzipped; - for standard input.")
  var source: String?

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Option(
    help:
      "Header of the customer column (default: customer, customer_id, unique_id, item_id or id).")
  var customerColumn: String?

  @Option(help: "Header of the time column (default: timestamp, ds, date, datetime or time).")
  var timeColumn: String?

  @Option(help: "Header of the value column (default: value, y or consumption).")
  var valueColumn: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags,
      [
        Catalogue.customerColumn.name: customerColumn, Catalogue.timeColumn.name: timeColumn,
        Catalogue.valueColumn.name: valueColumn, Catalogue.json.name: json ? "true" : nil,
      ],
    ])
    let folder = try ArtifactsOption.existing(from: settings)
    let layout = TrainingLayout(artifacts: folder)
    let hint = CommandHint(settings)
    guard FolderCheck.isFolder(layout.state) == true else {
      throw CommandFailure(
        status: .failed, message: "nothing has been trained into \(folder) yet")
    }
    if let source {
      let count = try Self.deliver(source, to: ActualsSpool(folder: layout.actuals), settings)
      if try !settings.value(Catalogue.quiet, default: false) {
        StandardError.write("\(NumberText.counted(count, "value")) received")
      }
    }
    do {
      let report = try await ActualsIntake(layout) {
        Int64(Date().timeIntervalSince1970 * 1000)
      }.takeIn()
      let text = ActualsReport(report)
      try StandardOutput.write(
        line: try settings.value(Catalogue.json, default: false) ? try text.json() : text.text())
    } catch let error as TrainingError {
      guard source != nil, case .anotherRunActive = error else { throw error.failure(hint) }
      throw CommandFailure(
        status: error.exitStatus,
        message: "the values are kept and will be scored when the active run ends: \(error)")
    }
  }

  /// Puts all rows of the source into the spool, or none where one of them cannot be read.
  private static func deliver(
    _ source: String, to spool: ActualsSpool, _ settings: Settings
  ) throws -> Int {
    var options = SplitOptions()
    options.customerColumn = try settings.value(Catalogue.customerColumn)
    options.timeColumn = try settings.value(Catalogue.timeColumn)
    options.valueColumn = try settings.value(Catalogue.valueColumn)
    if source != "-" { try FolderCheck.file(source) }
    do {
      var delivery = try spool.beginDelivery()
      try LongCSVReader(options).forEachRow(
        of: source == "-" ? .standardInput : .file(path: source)
      ) {
        try delivery.add(
          Actual(customer: $0.customer, timestamp: $0.timestamp, value: $0.value))
      }
      let count = delivery.count
      try delivery.commit()
      return count
    } catch let error as FleetDataError {
      throw CommandFailure(status: error.exitStatus, message: error.description)
    } catch let error as ActualsSpoolError {
      throw TrainingError.actuals(error).failure(CommandHint(settings))
    }
  }
}
