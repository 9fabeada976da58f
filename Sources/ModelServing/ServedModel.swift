public import Customers
public import ModelArtifacts

/// One customer's model in memory.
///
/// A reference is a lease: the cache may drop the model, and its memory stays valid until the last
/// reference ends.
public final class ServedModel: Sendable {
  public let manifest: ArtifactManifest
  public let model: CustomerModel
  /// Of the archive that it was read from.
  public let version: ArtifactVersion

  public var customer: CustomerID { manifest.customer }

  public init(manifest: ArtifactManifest, model: CustomerModel, version: ArtifactVersion) {
    self.manifest = manifest
    self.model = model
    self.version = version
  }
}
