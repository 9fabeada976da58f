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
}

extension StandingArchive {
  /// Reads them; nil where nothing stands, or nothing that could be an archive.
  ///
  /// - Parameters:
  ///   - customer: Whose.
  ///   - directory: Of the archives.
  /// - Throws: Where what stands there cannot be read.
  public init?(of customer: CustomerID, in directory: String) throws(FileSystemError) {
    guard case .archive(let archive) = try Self.find(customer, in: directory) else { return nil }
    self = archive
  }

  /// What stands under a customer's name.
  enum Finding {
    case archive(StandingArchive)
    /// No file can be renamed to where a folder is.
    case folder(path: String)
    /// Nothing, or what no reader would accept as an archive.
    case nothing
  }

  /// - Throws: Where what stands there cannot be read.
  static func find(
    _ customer: CustomerID, in directory: String
  ) throws(FileSystemError) -> Finding {
    do throws(RegularFileError) {
      let file = try RegularFile(
        opening: directory + "/" + customer.archiveName, followingLink: false)
      let bytes = try file.readWhole(limit: Int64(ArtifactLimit.packedBytes.maximum))
      return .archive(
        StandingArchive(bytes: bytes, identity: file.identity, digest: ContentDigest(of: bytes)))
    } catch {
      switch error {
      case .notRegular(let path, .directory): return .folder(path: path)
      case .missing, .notRegular, .tooLarge: return .nothing
      case .system(let error): throw error
      }
    }
  }
}
