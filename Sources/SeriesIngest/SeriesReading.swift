public import FileSystem
public import Forecasting

/// One customer's file, read.
public struct SeriesReading: Sendable {
  public let series: TimeSeries
  public let warnings: [IngestWarning]
  /// Of the file as it was read.
  public let identity: FileIdentity
  /// Of the file's bytes (packed, where it is gzipped).
  public let digest: ContentDigest
  public let watermarks: WatermarkSource

  public init(
    series: TimeSeries, warnings: [IngestWarning], identity: FileIdentity, digest: ContentDigest,
    watermarks: WatermarkSource
  ) {
    self.series = series
    self.warnings = warnings
    self.identity = identity
    self.digest = digest
    self.watermarks = watermarks
  }
}
