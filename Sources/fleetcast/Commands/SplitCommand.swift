import ArgumentParser
import FleetData

/// `fleetcast split`: one long file to a data folder.
struct SplitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Turn one long CSV (customer, time, value) into a folder of customers' files.",
    usage: "fleetcast split [<options>] <source>",
    discussion: """
      One pass in bounded memory; a killed split leaves no half file. Columns beside
      customer, time and value stay in the customers' files. Rows whose time or value
      cannot be read are left out, named by their line, and make the exit code 3.

      Examples:
        fleetcast split readings.csv --out mydata
        fleetcast split readings.csv.gz --customer-column meter --value-column kwh
        zcat *.csv.gz | fleetcast split - --out mydata
      """)

  @Argument(help: "The long file, plain or gzipped; - for standard input.")
  var source: String

  @OptionGroup var common: CommonOptions

  @Option(help: "Folder to write to (default: the data folder, data).")
  var out: String?

  @Option(
    help:
      "Header of the customer column (default: customer, customer_id, unique_id, item_id or id).")
  var customerColumn: String?

  @Option(help: "Header of the time column (default: timestamp, ds, date, datetime or time).")
  var timeColumn: String?

  @Option(help: "Header of the value column (default: value, y or consumption).")
  var valueColumn: String?

  @Flag(help: "Write into a folder that holds customers already; same names are replaced.")
  var force = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags,
      [
        Catalogue.out.name: out, Catalogue.customerColumn.name: customerColumn,
        Catalogue.timeColumn.name: timeColumn, Catalogue.valueColumn.name: valueColumn,
      ],
    ])
    var options = SplitOptions()
    options.customerColumn = try settings.value(Catalogue.customerColumn)
    options.timeColumn = try settings.value(Catalogue.timeColumn)
    options.valueColumn = try settings.value(Catalogue.valueColumn)
    options.force = force
    let folder = try DataDestination.path(from: settings)
    let isQuiet = try settings.value(Catalogue.quiet, default: false)
    if source != "-" { try FolderCheck.file(source) }
    let signals = InterruptSignals.endingProcess()
    defer { _ = consume signals }
    do {
      let report = try LongCSVSplitter(options).split(
        source == "-" ? .standardInput : .file(path: source), to: folder)
      try Self.tell(report, folder, quiet: isQuiet)
    } catch let error as FleetDataError {
      throw CommandFailure(status: error.exitStatus, message: error.description)
    }
  }

  private static func tell(_ report: SplitReport, _ folder: String, quiet: Bool) throws {
    for rejection in report.rejections { StandardError.write("fleetcast: \(rejection)") }
    if report.rejectedRows > report.rejections.count {
      StandardError.write("fleetcast: and \(report.rejectedRows - report.rejections.count) more")
    }
    if !quiet {
      StandardError.write(
        "\(NumberText.counted(report.customers, "customer")),"
          + " \(NumberText.counted(report.rows, "row")) in \(folder);"
          + " \(NumberText.counted(report.rejectedRows, "row")) rejected")
    }
    if report.rejectedRows == 0 { return }
    throw report.customers == 0 ? ExitStatus.failed : ExitStatus.someCustomersFailed
  }
}
