public import Customers
public import FileSystem

/// What stood under a customer's name before a run replaced it.
public struct SavedVersion: Hashable, Sendable {
  public let customer: CustomerID
  /// Nil where the customer had no archive.
  public let content: SavedContent?

  public init(customer: CustomerID, content: SavedContent?) {
    self.customer = customer
    self.content = content
  }
}

/// An archive's bytes in a pack.
public struct SavedContent: Hashable, Sendable {
  /// In the pack.
  public let offset: Int64
  /// In bytes.
  public let length: Int
  /// Of the bytes.
  public let digest: ContentDigest
  /// The archive's token where it stood.
  public let version: String
  /// Of the archive where it stood, in nanoseconds since 1970-01-01 UTC: of two versions that one
  /// run has saved of a customer, the older one stood before the run.
  public let modifiedNanoseconds: Int64

  public init(
    offset: Int64, length: Int, digest: ContentDigest, version: String, modifiedNanoseconds: Int64
  ) {
    self.offset = offset
    self.length = length
    self.digest = digest
    self.version = version
    self.modifiedNanoseconds = modifiedNanoseconds
  }
}
