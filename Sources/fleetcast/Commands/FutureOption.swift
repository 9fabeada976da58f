import ArgumentParser
import SeriesIngest

/// Future values of regressors and conditions, given when a forecast is asked for.
struct FutureOption: ParsableArguments {
  @Option(
    help: """
      Folder of <customer>.csv, or one file, with the regressors' future; beats what training knew.
      """)
  var future: String?

  @Option(help: "Header of its time column (default: timestamp, ds, date, datetime or time).")
  var timeColumn: String?

  var flags: [String: String?] {
    [Catalogue.future.name: future, Catalogue.timeColumn.name: timeColumn]
  }

  /// What was named.
  ///
  /// - Parameter settings: Of the command.
  /// - Returns: Nil where nothing was.
  /// - Throws: Where there is nothing, or one file for all customers that cannot be read.
  static func files(from settings: Settings) throws -> FutureFiles? {
    guard let path = try settings.value(Catalogue.future) else { return nil }
    let files = FutureFiles(path: path, reading: try ReadingFlags.options(from: settings))
    do throws(IngestError) {
      try files.check()
    } catch {
      throw CommandFailure(status: .usage, message: "--future: \(error)")
    }
    return files
  }
}
