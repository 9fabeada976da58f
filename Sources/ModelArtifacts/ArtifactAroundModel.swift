/// One customer's archive, whose model has not been read yet: most nights do without.
public struct ArtifactAroundModel: Sendable {
  public let manifest: ArtifactManifest
  public let state: ArtifactState
  let members: ArchiveMembers

  /// Reads the model.
  ///
  /// - Returns: As it was written.
  /// - Throws: `missingMember` or `malformedModel`.
  public func model() throws(ArtifactError) -> CustomerModel { try members.model() }
}
