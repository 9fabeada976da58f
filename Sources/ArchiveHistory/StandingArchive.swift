public import Customers
public import FileSystem
import ModelArtifacts

/// The bytes that stand under a customer's name.
public struct StandingArchive: Hashable, Sendable {
  public let bytes: [UInt8]
  /// Of the file that the bytes are from.
  public let identity: FileIdentity
  /// Of the bytes.
  public let digest: ContentDigest

  /// The archive's token.
  public var version: String { ArtifactVersion(identity).token }

  /// Reads them; nil where nothing stands, or nothing that could be an archive.
  ///
  /// - Parameters:
  ///   - customer: Whose.
  ///   - directory: Of the archives.
  /// - Throws: Where what stands there cannot be read.
  public init?(of customer: CustomerID, in directory: String) throws(FileSystemError) {
    do throws(RegularFileError) {
      let file = try RegularFile(
        opening: directory + "/" + customer.archiveName, followingLink: false)
      bytes = try file.readWhole(limit: Int64(ArtifactLimit.packedBytes.maximum))
      identity = file.identity
      digest = ContentDigest(of: bytes)
    } catch {
      switch error {
      case .missing, .notRegular, .tooLarge: return nil
      case .system(let error): throw error
      }
    }
  }
}
