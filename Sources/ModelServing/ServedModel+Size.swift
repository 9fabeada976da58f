import Customers
import ModelArtifacts

extension ServedModel {
  /// The memory that keeping this model costs, in bytes, with its place in the cache.
  var sizeBytes: Int {
    Self.fixedBytes + model.heapBytes + Self.heapBytes(of: manifest.customer.text) * 2
      + Self.heapBytes(of: version.token)
  }

  // Three blocks for the object itself, and about four machine words each in the cache's dictionary
  // (three quarters full at most) and its queue.
  private static let fixedBytes =
    16 + MemoryLayout<ArtifactManifest>.stride + MemoryLayout<CustomerModel>.stride
    + MemoryLayout<ArtifactVersion>.stride + 160

  /// Up to 15 bytes a string lives in its own two words; then in a block with a head of 32 bytes.
  private static func heapBytes(of text: String) -> Int {
    text.utf8.count <= 15 ? 0 : 32 + text.utf8.count
  }
}
