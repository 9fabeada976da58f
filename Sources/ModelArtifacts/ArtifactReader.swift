public import Customers
import FileSystem

/// Reads archives through checks: version, members, sizes, the right customer.
public struct ArtifactReader: Sendable {
  public init() {}

  /// The manifest and the model; the state is not looked at.
  ///
  /// - Parameters:
  ///   - customer: Whose archive.
  ///   - directory: The folder that holds `<customer>.tar.gz`.
  ///   - whenRead: Called when the bytes are in memory, before anything is made of them.
  /// - Returns: What the archive holds, and the identity of exactly the bytes that were read.
  /// - Throws: One `ArtifactError` case for each way in which an archive can be bad.
  public func readModel(
    of customer: CustomerID, in directory: String, whenRead: () -> Void = {}
  ) throws(ArtifactError) -> (
    manifest: ArtifactManifest, model: CustomerModel, version: ArtifactVersion
  ) {
    let archive = try ArtifactFile(customer, in: directory).read()
    whenRead()
    let members = try ArchiveMembers(archive.bytes, of: customer, upTo: .model)
    return (try members.manifest(), try members.model(), ArtifactVersion(archive.identity))
  }

  /// Only the manifest.
  ///
  /// - Parameters:
  ///   - customer: Whose archive.
  ///   - directory: The folder that holds `<customer>.tar.gz`.
  /// - Returns: What the archive declares of itself.
  /// - Throws: One `ArtifactError` case for each way in which an archive can be bad.
  public func readManifest(
    of customer: CustomerID, in directory: String
  ) throws(ArtifactError) -> ArtifactManifest {
    let archive = try ArtifactFile(customer, in: directory).read()
    return try ArchiveMembers(archive.bytes, of: customer, upTo: .manifest).manifest()
  }

  /// All three members.
  ///
  /// - Parameters:
  ///   - customer: Whose archive.
  ///   - directory: The folder that holds `<customer>.tar.gz`.
  /// - Returns: The artifact, equal to the one that was written.
  /// - Throws: One `ArtifactError` case for each way in which an archive can be bad.
  public func read(
    _ customer: CustomerID, in directory: String
  ) throws(ArtifactError) -> ModelArtifact {
    try decode(try ArtifactFile(customer, in: directory).read().bytes, of: customer)
  }

  /// All three members of an archive that is in memory already.
  ///
  /// - Parameters:
  ///   - bytes: The whole `.tar.gz`.
  ///   - customer: Whose archive it must be.
  /// - Returns: The artifact, equal to the one that was written.
  /// - Throws: One `ArtifactError` case for each way in which an archive can be bad.
  public func decode(
    _ bytes: [UInt8], of customer: CustomerID
  ) throws(ArtifactError) -> ModelArtifact {
    let unread = try decodeAroundModel(bytes, of: customer)
    return ModelArtifact(
      manifest: unread.manifest, model: try unread.model(), state: unread.state)
  }

  /// The manifest and the state of an archive that is in memory already, and the model if asked for.
  ///
  /// - Parameters:
  ///   - bytes: The whole `.tar.gz`.
  ///   - customer: Whose archive it must be.
  /// - Returns: What a night needs.
  /// - Throws: One `ArtifactError` case for each way in which an archive can be bad.
  public func decodeAroundModel(
    _ bytes: [UInt8], of customer: CustomerID
  ) throws(ArtifactError) -> ArtifactAroundModel {
    let members = try ArchiveMembers(bytes, of: customer, upTo: .state)
    return ArtifactAroundModel(
      manifest: try members.manifest(), state: try members.state(), members: members)
  }

  /// Only the manifest of an archive that is in memory already.
  ///
  /// - Parameters:
  ///   - bytes: The whole `.tar.gz`.
  ///   - customer: Whose archive it must be.
  /// - Returns: What the archive declares of itself.
  /// - Throws: One `ArtifactError` case for each way in which an archive can be bad.
  public func decodeManifest(
    _ bytes: [UInt8], of customer: CustomerID
  ) throws(ArtifactError) -> ArtifactManifest {
    try ArchiveMembers(bytes, of: customer, upTo: .manifest).manifest()
  }

  /// What stands there now, without reading it; nil where nothing stands.
  ///
  /// - Parameters:
  ///   - customer: Whose archive.
  ///   - directory: The folder that holds `<customer>.tar.gz`.
  /// - Returns: The token that a reader of the file would get now.
  /// - Throws: `unreadable` or `notARegularFile`.
  public func version(
    of customer: CustomerID, in directory: String
  ) throws(ArtifactError) -> ArtifactVersion? {
    try ArtifactFile(customer, in: directory).identity().map { ArtifactVersion($0) }
  }
}
