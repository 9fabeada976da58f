/// One customer's archive: `manifest.json`, `model.json`, `state.bin`.
public struct ModelArtifact: Hashable, Sendable {
  public let manifest: ArtifactManifest
  public let model: CustomerModel
  public let state: ArtifactState

  public init(manifest: ArtifactManifest, model: CustomerModel, state: ArtifactState) {
    self.manifest = manifest
    self.model = model
    self.state = state
  }
}
