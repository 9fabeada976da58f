public import Customers
public import FileSystem

/// The archive that stands for a customer now, and what it was made from.
public struct ArtifactRecord: Hashable, Sendable {
  public let customer: CustomerID
  /// The opaque token of the archive's content.
  public let version: String
  /// Of the customer's file as it was read.
  public let source: FileIdentity
  public let sourceDigest: ContentDigest
  public let specificationDigest: ContentDigest
  /// Of the first row, in seconds since 1970-01-01.
  public let firstTime: Int64
  /// Of the last row, in seconds since 1970-01-01.
  public let lastTime: Int64

  public init(
    customer: CustomerID, version: String, source: FileIdentity, sourceDigest: ContentDigest,
    specificationDigest: ContentDigest, firstTime: Int64, lastTime: Int64
  ) {
    self.customer = customer
    self.version = version
    self.source = source
    self.sourceDigest = sourceDigest
    self.specificationDigest = specificationDigest
    self.firstTime = firstTime
    self.lastTime = lastTime
  }
}

/// An outcome, and the archive that came of it; the registry takes both or neither.
public struct RecordedOutcome: Hashable, Sendable {
  /// Nil where the customer's file turned out to be that of its model.
  public let outcome: OutcomeRecord?
  /// Nil where the customer failed.
  public let artifact: ArtifactRecord?

  public init(_ outcome: OutcomeRecord, artifact: ArtifactRecord? = nil) {
    self.outcome = outcome
    self.artifact = artifact
  }

  /// Of a customer who has the model still that its file was found to have: only what the registry
  /// remembers of the file is new.
  public init(unchanged artifact: ArtifactRecord) {
    outcome = nil
    self.artifact = artifact
  }
}
