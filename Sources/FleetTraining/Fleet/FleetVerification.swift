public import Customers
import FileSystem
import ModelArtifacts
import ModelRegistry

/// Reads everything in an artifacts folder and compares it with the registry.
public struct FleetVerification {
  /// Something that is not as it should be.
  public enum Finding: Hashable, Sendable {
    /// In SQLite's words.
    case registryDamaged(String)
    /// The registry knows an archive that is not there.
    case missing(CustomerID)
    /// What is wrong with the archive.
    case unreadable(CustomerID, String)
    /// The archive is whole, but not made from the source, or not by the specification, that the
    /// registry has.
    case otherThanRecorded(CustomerID)
  }

  /// What was looked at, and what was found.
  public struct Result: Hashable, Sendable {
    /// Archives that the registry knows.
    public let archives: Int
    /// Nothing where all is as it should be.
    public let findings: [Finding]
    /// Archives that no run has recorded: those of a run that was cut off, which goes on with
    /// them, or copied here.
    public let unrecorded: Int
    /// Customers whose recorded model was replaced by one imported from Prophet.
    public let imported: Int
  }

  private let layout: TrainingLayout
  private let reader = ArtifactReader()

  public init(_ layout: TrainingLayout) { self.layout = layout }

  /// Verifies the registry, then every archive in the order of the customers.
  ///
  /// No run may begin meanwhile.
  ///
  /// - Returns: What was looked at and found.
  /// - Throws: `TrainingError` where a run is active or the folder cannot be read.
  /// - Complexity: Reads every byte.
  public func run() async throws -> Result {
    let lock = try await layout.takeRunLock(.shared)
    let registry = try Registry(readOnly: layout.registry)
    var findings = try registry.integrityFaults().map { Finding.registryDamaged($0) }
    var archives = 0
    var missing = 0
    var imported = 0
    try registry.forEachArtifact { artifact in
      archives += 1
      guard let finding = verify(artifact, &imported) else { return }
      if case .missing = finding { missing += 1 }
      findings.append(finding)
    }
    let unrecorded = try ArchiveFolder(layout.artifacts).customers().count - (archives - missing)
    _ = consume lock
    return FleetVerification.Result(
      archives: archives, findings: findings, unrecorded: unrecorded, imported: imported)
  }

  private func verify(_ artifact: ArtifactRecord, _ imported: inout Int) -> Finding? {
    do throws(ArtifactError) {
      let read = try reader.read(artifact.customer, in: layout.artifacts)
      // The registry keeps what runs did; an import replaces the archive alone.
      if case .prophet = read.model {
        imported += 1
        return nil
      }
      let manifest = read.manifest
      let isRecorded =
        manifest.sourceDigest == artifact.sourceDigest
        && manifest.specificationDigest == artifact.specificationDigest
      return isRecorded ? nil : .otherThanRecorded(artifact.customer)
    } catch .missing {
      return .missing(artifact.customer)
    } catch {
      return .unreadable(artifact.customer, "\(error)")
    }
  }
}

extension FleetVerification.Finding: CustomStringConvertible {
  public var description: String {
    switch self {
    case .registryDamaged(let fault): "registry\t\(fault)"
    case .missing(let customer): "\(customer)\tthe registry knows an archive that is not there"
    case .unreadable(let customer, let fault): "\(customer)\t\(fault)"
    case .otherThanRecorded(let customer):
      "\(customer)\tthe archive is not the one that the registry knows"
    }
  }
}
