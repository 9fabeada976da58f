import ArgumentParser
import ForecastFormats
import SeriesIngest

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(
    help: """
      Configuration file (default: fleetcast.yaml, where there is one); paths in it are relative to \
      the current folder.
      """)
  var config: String?

  @Flag(help: "Say nothing but results and errors.")
  var quiet = false

  var flags: [String: String?] {
    [Catalogue.config.name: config, Catalogue.quiet.name: quiet ? "true" : nil]
  }
}

/// Where the models are.
struct ArtifactsOption: ParsableArguments {
  @Option(help: "Folder of the models (default: artifacts).")
  var artifacts: String?

  static let defaultFolder = "artifacts"

  var flags: [String: String?] { [Catalogue.artifacts.name: artifacts] }

  /// The folder, which has to be there.
  static func existing(from settings: Settings) throws -> String {
    let folder = try settings.value(Catalogue.artifacts, default: defaultFolder)
    try FolderCheck.folder(folder, status: .failed)
    return folder
  }
}

/// Where `generate` and `split` write.
enum DataDestination {
  /// What `--out` says, else the folder that `train` reads.
  static func path(from settings: Settings) throws(SettingsError) -> String {
    if let folder = try settings.value(Catalogue.out) { return folder }
    return try settings.value(Catalogue.data, default: TrainingCall.defaultData)
  }
}

/// How far ahead, and with which intervals.
struct ForecastOptions: ParsableArguments {
  @Option(help: "Steps ahead, or a length of time: 30, 7d, 48h (default: 30).")
  var horizon: String?

  @Option(help: "Levels of the prediction intervals, between 0 and 1 (default: the model's, 0.8).")
  var level: String?

  var flags: [String: String?] {
    [Catalogue.horizon.name: horizon, Catalogue.level.name: level]
  }

  /// What was asked, with the defaults that the endpoint has too.
  static func request(from settings: Settings) throws -> ForecastRequest {
    var request = ForecastRequest()
    request.horizon = try settings.value(Catalogue.horizon, default: request.horizon)
    request.levels = try settings.value(Catalogue.level)
    return request
  }
}

/// How the customers' files are read.
struct ReadingFlags: ParsableArguments {
  @Option(help: "Header of the time column (default: timestamp, ds, date, datetime or time).")
  var timeColumn: String?

  @Option(help: "Header of the value column (default: value, y or consumption).")
  var valueColumn: String?

  @Option(help: "Most bytes of one file, unpacked (default: 1GiB).")
  var maxInputBytes: String?

  @Flag(help: "Rows out of order and repeated times are errors, not warnings.")
  var strict = false

  var flags: [String: String?] {
    [
      Catalogue.timeColumn.name: timeColumn,
      Catalogue.valueColumn.name: valueColumn,
      Catalogue.maximumInputBytes.name: maxInputBytes,
      Catalogue.strict.name: strict ? "true" : nil,
    ]
  }

  static func options(from settings: Settings) throws -> ReadingOptions {
    var options = ReadingOptions()
    options.timeColumn = try settings.value(Catalogue.timeColumn)
    options.valueColumn = try settings.value(Catalogue.valueColumn)
    options.strict = try settings.value(Catalogue.strict, default: options.strict)
    if let bytes = try settings.value(Catalogue.maximumInputBytes) {
      options.maximumBytes = Int64(bytes)
    }
    return options
  }
}
