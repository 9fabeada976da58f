import ArgumentParser
import FileSystem
import FleetTraining
import Forecasting
import Foundation
import SeriesIngest

/// What explains the values beside trend and built-in seasonalities, in Prophet's words.
struct FeatureFlags: ParsableArguments {
  @Option(
    help: """
      A seasonality NAME:PERIOD:ORDER[:PRIOR_SCALE[:CONDITION]], the period in days; repeatable.
      """)
  var addSeasonality: [String] = []

  @Option(help: "A column that explains the value: NAME[:PRIOR_SCALE[:auto|on|off]]; repeatable.")
  var addRegressor: [String] = []

  @Option(help: "CSV of holidays: ds,holiday[,lower_window,upper_window,prior_scale].")
  var holidays: String?

  @Option(help: "How large the effects of holidays may be (default: 10).")
  var holidaysPriorScale: String?

  @Option(help: "Folder of <customer>.csv, or one file for all, with the regressors' future.")
  var future: String?

  var flags: [String: String?] {
    [
      Catalogue.seasonalities.name: Self.list(addSeasonality),
      Catalogue.regressors.name: Self.list(addRegressor),
      Catalogue.holidays.name: holidays,
      Catalogue.holidaysPriorScale.name: holidaysPriorScale,
      Catalogue.future.name: future,
    ]
  }

  private static func list(_ values: [String]) -> String? {
    values.isEmpty ? nil : values.joined(separator: ",")
  }

  /// Adds what was asked for to a specification, and checks that it fits together.
  static func apply(_ settings: Settings, to specification: inout ModelSpec) throws {
    specification.customSeasonalities = try settings.value(Catalogue.seasonalities, default: [])
    specification.regressors = try settings.value(Catalogue.regressors, default: [])
    specification.holidays = try holidays(from: settings)
    try ComponentNames.check(specification)
    do throws(ModelSpecError) {
      try specification.checkColumns()
    } catch {
      throw CommandFailure(status: .usage, message: "\(error)")
    }
  }

  private static func holidays(from settings: Settings) throws -> [Holiday] {
    let priorScale = try settings.value(Catalogue.holidaysPriorScale)
    guard let path = try settings.value(Catalogue.holidays) else {
      guard priorScale == nil else {
        throw CommandFailure(
          status: .usage, message: "--holidays-prior-scale is for holidays: give --holidays too")
      }
      return []
    }
    return try HolidaysFile.read(
      path, priorScale: priorScale ?? Holiday.standardPriorScale)
  }

  /// Where the covariates' future is, read here once so that what is wrong with one file for all
  /// customers shows before the run.
  static func future(
    from settings: Settings, _ specification: ModelSpec, _ reading: ReadingOptions
  ) throws -> FutureSource? {
    guard let path = try settings.value(Catalogue.future) else { return nil }
    guard !specification.covariateNames.isEmpty else {
      throw CommandFailure(
        status: .usage,
        message: "--future is for regressors and conditions: give --add-regressor too")
    }
    var options = reading
    options.covariateColumns = specification.covariateNames
    do throws(IngestError) {
      let reader = try FutureReader(path: path, options: options)
      return FutureSource(
        path: URL(filePath: path).resolvingSymlinksInPath().path, digest: reader.sharedDigest)
    } catch {
      throw CommandFailure(status: .usage, message: "--future: \(error)")
    }
  }
}

/// A file of holidays.
enum HolidaysFile {
  private static let maximumBytes: Int64 = 16 << 20

  /// Reads the file.
  ///
  /// - Parameters:
  ///   - path: Of a plain CSV.
  ///   - priorScale: Of the holidays that have none of their own.
  /// - Returns: Each name and date once.
  /// - Throws: `CommandFailure` of wrong usage, with file and line.
  static func read(_ path: String, priorScale: Double) throws(CommandFailure) -> [Holiday] {
    var bytes: [UInt8] = []
    do {
      let count = try RegularFile(opening: path).read(into: &bytes, limit: maximumBytes)
      return try HolidaysCSVReader(priorScale: priorScale).read(
        bytes.span.extracting(0..<count))
    } catch let error as RegularFileError {
      throw CommandFailure(status: .usage, message: "--holidays: \(error)")
    } catch {
      throw CommandFailure(status: .usage, message: "--holidays: \(path): \(error)")
    }
  }
}
