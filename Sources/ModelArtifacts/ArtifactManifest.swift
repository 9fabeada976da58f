public import Customers
public import FileSystem
public import Forecasting

/// What an archive declares of itself; no run, clock time or host.
public struct ArtifactManifest: Hashable, Sendable {
  public let customer: CustomerID
  public let rows: Int
  /// Seconds since 1970-01-01.
  public let firstTime: Int64
  public let lastTime: Int64
  public let interval: SamplingInterval
  public let sourceDigest: ContentDigest
  public let specificationDigest: ContentDigest
  public let accuracy: HeldBackAccuracy

  public init(
    customer: CustomerID, rows: Int, firstTime: Int64, lastTime: Int64,
    interval: SamplingInterval, sourceDigest: ContentDigest, specificationDigest: ContentDigest,
    accuracy: HeldBackAccuracy
  ) {
    self.customer = customer
    self.rows = rows
    self.firstTime = firstTime
    self.lastTime = lastTime
    self.interval = interval
    self.sourceDigest = sourceDigest
    self.specificationDigest = specificationDigest
    self.accuracy = accuracy
  }
}
