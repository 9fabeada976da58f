public import FileSystem
public import Forecasting

/// What a night finds in a customer's file.
public enum RecentReading: Sendable {
  /// The file holds what the model was made from.
  case unchanged(FileIdentity)
  /// What was absorbed stands unchanged; the rows are those from the watermark on, or all.
  case recent(SeriesReading)
  /// What was absorbed has changed; the rows are all.
  case changed(SeriesReading, FitReason)
}

/// What is known of the file that a model was made from.
public struct AbsorbedSource: Hashable, Sendable {
  public let watermark: SourceWatermark
  /// Of the whole file, where it was read whole.
  public let digest: ContentDigest
  /// Of the first row, in seconds since 1970-01-01.
  public let firstTimestamp: Int64

  public init(watermark: SourceWatermark, digest: ContentDigest, firstTimestamp: Int64) {
    self.watermark = watermark
    self.digest = digest
    self.firstTimestamp = firstTimestamp
  }
}
