public import FileSystem
public import Forecasting

/// One customer's file, read.
public struct SeriesReading: Sendable {
  public let series: TimeSeries
  /// The columns that were asked for; with what is known beside the file, at more times than the
  /// series has.
  public let covariates: Covariates
  public let warnings: [IngestWarning]
  /// Of the file as it was read.
  public let identity: FileIdentity
  /// Of the file's bytes (packed, where it is gzipped), and of what was known beside it.
  public let digest: ContentDigest
  public let watermarks: WatermarkSource
  /// Whether the series has all rows of the file, not only those from a watermark on.
  public let isWhole: Bool

  public init(
    series: TimeSeries, covariates: Covariates = .none, warnings: [IngestWarning],
    identity: FileIdentity, digest: ContentDigest, watermarks: WatermarkSource,
    isWhole: Bool = true
  ) {
    self.series = series
    self.covariates = covariates
    self.warnings = warnings
    self.identity = identity
    self.digest = digest
    self.watermarks = watermarks
    self.isWhole = isWhole
  }
}
