import ArgumentParser
import FileSystem
import Foundation

/// `fleetcast export`: every customer's forecast in one CSV.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write every customer's forecast as one CSV.",
    usage: "fleetcast export [<options>]",
    discussion: """
      Columns: customer,timestamp,yhat,yhat_lower,yhat_upper, customers in the order
      of their IDs. Times are dates (2024-03-01) of customers whose times are all
      whole days, of the others 2024-03-01T10:00:00; both are ISO 8601.

      Examples:
        fleetcast export --horizon 28 --out forecasts.csv
        fleetcast export --horizon 7d --level 0.8,0.95 | gzip > forecasts.csv.gz
        fleetcast export --horizon 7 --future weather.csv --out forecasts.csv
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption
  @OptionGroup var ahead: ForecastOptions
  @OptionGroup var future: FutureOption

  @Option(help: "File to write, whole or not at all (default: standard output).")
  var out: String?

  @Option(help: "How many customers are forecast side by side (default: the cores).")
  var workers: String?

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, ahead.flags, future.flags,
      [Catalogue.out.name: out, Catalogue.workers.name: workers],
    ])
    let folder = try ArtifactsOption.existing(from: settings)
    let out = try ExportSink.path(from: settings)
    let export = FleetExport(
      folder: folder, request: try ForecastOptions.request(from: settings),
      future: try FutureOption.files(from: settings),
      hint: CommandHint(settings),
      width: try settings.value(
        Catalogue.workers, default: ProcessInfo.processInfo.activeProcessorCount))
    let isInterrupted = Interruption()
    let signals = InterruptSignals { isInterrupted.happen() }
    defer { _ = consume signals }
    do {
      let sink = try ExportSink.opening(out)
      let result = try await export.run { bytes in
        if isInterrupted.hasHappened {
          throw CommandFailure(status: .interrupted, message: "interrupted")
        }
        try sink.write(bytes)
      }
      if future.future != nil, result.exported > 0, !result.usedCovariates {
        throw CommandFailure(
          status: .usage, message: "no model has a regressor or condition: leave out --future")
      }
      try sink.finish()
      try Self.report(result, quiet: try settings.value(Catalogue.quiet, default: false))
    } catch let error as FileSystemError {
      throw CommandFailure(status: .failed, message: error.description)
    }
  }

  private static func report(_ result: FleetExport.Result, quiet: Bool) throws {
    for failure in result.failures { StandardError.write("fleetcast: \(failure)") }
    if !quiet {
      StandardError.write("\(NumberText.counted(result.exported, "customer")) exported")
    }
    if result.failures.isEmpty { return }
    throw result.exported == 0 ? ExitStatus.failed : ExitStatus.someCustomersFailed
  }
}
