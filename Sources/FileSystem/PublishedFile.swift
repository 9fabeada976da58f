/// A renamed file and its identity, for the registry.
public struct PublishedFile: Hashable, Sendable {
  public let name: String
  public let identity: FileIdentity
}
