public import FileSystem

/// An opaque token of an archive's content: equal tokens, equal bytes.
///
/// Made of inode, modification time and size, which a rename over the old archive always changes.
public struct ArtifactVersion: Hashable, Sendable {
  /// Sixteen hexadecimal digits.
  public let token: String
  /// When the archive was written, since 1970-01-01 UTC.
  public let modifiedNanoseconds: Int64

  public init(_ identity: FileIdentity) {
    modifiedNanoseconds = identity.modifiedNanoseconds
    let facts = [
      identity.inode.littleEndian,
      UInt64(bitPattern: identity.modifiedNanoseconds).littleEndian,
      UInt64(bitPattern: identity.sizeBytes).littleEndian,
    ]
    token = String(facts.withUnsafeBytes { ContentDigest(of: $0) }.hexadecimal.prefix(16))
  }
}

extension ArtifactVersion: CustomStringConvertible {
  public var description: String { token }
}
