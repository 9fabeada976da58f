public import Customers
import FileSystem

/// Archives, and folders that archives were unpacked to, under names that say nothing of the customer:
/// as a multi-model container is given them.
extension ArtifactReader {
  /// The manifest and the model of whoever's archive stands at a path.
  ///
  /// - Parameters:
  ///   - name: What errors call it.
  ///   - path: An archive, or the folder that holds its members.
  ///   - whenRead: Called when the bytes are in memory, before anything is made of them.
  /// - Returns: What the archive holds, and the identity of the bytes that were read.
  /// - Throws: One `ArtifactError` case for each way in which an archive can be bad.
  public func readModel(
    named name: CustomerID, at path: String, whenRead: () -> Void = {}
  ) throws(ArtifactError) -> (
    manifest: ArtifactManifest, model: CustomerModel, version: ArtifactVersion
  ) {
    guard try ArtifactFile(name, at: path).isFolder() else {
      let archive = try ArtifactFile(name, at: path).read()
      whenRead()
      let members = try ArchiveMembers(archive.bytes, of: name, upTo: .model)
      return (
        try members.declaredManifest(), try members.model(), ArtifactVersion(archive.identity)
      )
    }
    let manifest = try member(.manifest, named: name, in: path)
    let model = try member(.model, named: name, in: path)
    whenRead()
    let members = ArchiveMembers(
      [.manifest: manifest.bytes, .model: model.bytes], of: name)
    return (try members.declaredManifest(), try members.model(), ArtifactVersion(model.identity))
  }

  /// What stands at a path now, without reading it; nil where nothing stands.
  ///
  /// - Parameters:
  ///   - name: What errors call it.
  ///   - path: An archive, or the folder that holds its members.
  /// - Returns: The token that a reader would get now.
  /// - Throws: `unreadable` or `notARegularFile`.
  public func version(
    named name: CustomerID, at path: String
  ) throws(ArtifactError) -> ArtifactVersion? {
    let isFolder = try ArtifactFile(name, at: path).isFolder()
    let file = isFolder ? Self.path(of: .model, in: path) : path
    return try ArtifactFile(name, at: file).identity().map { ArtifactVersion($0) }
  }

  private func member(
    _ member: ArtifactMember, named name: CustomerID, in folder: String
  ) throws(ArtifactError) -> (bytes: [UInt8], identity: FileIdentity) {
    do throws(ArtifactError) {
      return try ArtifactFile(name, at: Self.path(of: member, in: folder))
        .read(limit: .unpackedBytes)
    } catch .missing {
      throw .missingMember(customer: name, member: member)
    }
  }

  private static func path(of member: ArtifactMember, in folder: String) -> String {
    folder + "/" + member.rawValue
  }
}
