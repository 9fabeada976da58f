import Customers
import Glibc
import ModelArtifacts

/// Reads archives of one folder for the cache.
struct ArchiveSource: Sendable {
  let directory: String
  private let reader = ArtifactReader()

  init(directory: String) {
    self.directory = directory
  }

  var isReadable: Bool {
    // The slash makes it fail on anything but a folder.
    access(directory + "/", R_OK | X_OK) == 0
  }

  /// Looks at the file's status, and reads the archive unless it has a version known already.
  func outcome(of read: ModelCache<ServedModel>.Read) -> ModelCache<ServedModel>.Outcome {
    let customer = read.customer
    // Seen before the bytes: should they be replaced in between, the next look finds another version.
    var seen: ArtifactVersion?
    do {
      seen = try reader.version(of: customer, in: directory)
      guard let seen else { return .missing }
      guard !read.known.contains(seen) else { return .unchanged }
      let archive = try reader.readModel(of: customer, in: directory)
      let model = ServedModel(
        manifest: archive.manifest, model: archive.model, version: archive.version)
      return .loaded(model, archive.version, sizeBytes: model.sizeBytes)
    } catch {
      switch error {
      case .missing: return .missing
      // The disk's trouble may pass without a change of the file.
      case .unreadable: return .failed(error, nil)
      default: return .failed(error, seen)
      }
    }
  }
}
