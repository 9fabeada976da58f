import Customers
import Glibc
import ModelArtifacts

/// Reads archives for the cache, wherever they stand.
struct ArchiveSource: Sendable {
  private typealias Archive = (
    manifest: ArtifactManifest, model: CustomerModel, version: ArtifactVersion
  )

  private let version: @Sendable (CustomerID) throws(ArtifactError) -> ArtifactVersion?
  /// Calls the closure once the bytes are in memory.
  private let archive: @Sendable (CustomerID, () -> Void) throws(ArtifactError) -> Archive
  private let stopwatch: LoadStopwatch

  /// The archives of a folder, `<customer>.tar.gz`.
  init(directory: String, stopwatch: LoadStopwatch = LoadStopwatch()) {
    let reader = ArtifactReader()
    self.stopwatch = stopwatch
    version = { customer throws(ArtifactError) in try reader.version(of: customer, in: directory) }
    archive = { customer, whenRead throws(ArtifactError) in
      try reader.readModel(of: customer, in: directory, whenRead: whenRead)
    }
  }

  /// Archives, or folders that archives were unpacked to, at any path; nil is an unknown name.
  init(
    stopwatch: LoadStopwatch = LoadStopwatch(), path: @escaping @Sendable (CustomerID) -> String?
  ) {
    let reader = ArtifactReader()
    self.stopwatch = stopwatch
    version = { name throws(ArtifactError) in
      guard let path = path(name) else { return nil }
      return try reader.version(named: name, at: path)
    }
    archive = { name, whenRead throws(ArtifactError) in
      guard let path = path(name) else { throw .missing(customer: name) }
      return try reader.readModel(named: name, at: path, whenRead: whenRead)
    }
  }

  /// Whether a folder is there and can be looked into.
  static func isReadable(_ directory: String) -> Bool {
    // The slash makes it fail on anything but a folder.
    access(directory + "/", R_OK | X_OK) == 0
  }

  /// Looks at the file's status, and reads the archive unless it has a version known already.
  func outcome(of read: ModelCache<ServedModel>.Read) -> ModelCache<ServedModel>.Outcome {
    // Seen before the bytes: should they be replaced in between, the next look finds another version.
    var seen: ArtifactVersion?
    do {
      seen = try version(read.customer)
      guard let seen else { return .missing }
      guard !read.known.contains(seen) else { return .unchanged }
      let start = ContinuousClock.now
      let archive = try archive(read.customer) {
        stopwatch.add(start.duration(to: .now), to: \.reads)
      }
      let model = ServedModel(
        manifest: archive.manifest, model: archive.model, version: archive.version)
      stopwatch.add(start.duration(to: .now), to: \.loads)
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
