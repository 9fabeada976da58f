public import Customers
import FileSystem
import ModelArtifacts

/// Puts a single archive in place, beside those that runs make.
public struct ArchivePlacement: Sendable {
  private let folder: String

  /// - Parameter artifactsFolder: Created where it is missing.
  public init(artifactsFolder: String) {
    folder = artifactsFolder
  }

  /// Puts an archive in place, whole and durable, while no run is active.
  ///
  /// The registry keeps what runs did: it says nothing of this archive, and the next run that trains
  /// the customer replaces it.
  ///
  /// - Parameters:
  ///   - archive: The bytes.
  ///   - customer: Whose it is.
  ///   - replacing: Whether what stands under the archive's name may be replaced.
  /// - Throws: `TrainingError.anotherRunActive`, or `archiveExists` where `replacing` is false.
  public func place(
    _ archive: [UInt8], of customer: CustomerID, replacing: Bool
  ) async throws(TrainingError) {
    let layout = try TrainingLayout(creating: folder)
    let lock = try await layout.takeRunLock(named: folder)
    // Workers of a run that died may still put their archives in place.
    guard try !layout.areWorkersAlive() else {
      throw .anotherRunActive(artifactsFolder: folder)
    }
    if !replacing, Self.isTaken(customer, in: layout.artifacts) {
      throw .archiveExists(customer, artifactsFolder: folder)
    }
    do throws(FileSystemError) {
      var files = try DurabilityBatch(
        directory: layout.artifacts, temporaryDirectory: layout.temporary)
      try files.stage(archive, as: customer.archiveName)
      _ = try files.publish()
      try files.settle()
    } catch {
      throw .fileSystem(error)
    }
    _ = consume lock
  }

  /// Whether anything stands under the archive's name, even what is no archive.
  private static func isTaken(_ customer: CustomerID, in folder: String) -> Bool {
    do {
      return try ArtifactReader().version(of: customer, in: folder) != nil
    } catch {
      return true
    }
  }
}
