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
    public fileprivate(set) var archives = 0
    /// Nothing where all is as it should be.
    public fileprivate(set) var findings: [Finding] = []
    /// Whole archives that no run has recorded: those of a run that was cut off, which goes on with
    /// them, or copied here.
    public fileprivate(set) var unrecorded = 0
    /// The first of them.
    public fileprivate(set) var unrecordedExamples: [CustomerID] = []
    /// Models imported from Prophet.
    public fileprivate(set) var imported = 0
  }

  private static let mostExamples = 3

  private let layout: TrainingLayout
  private let reader = ArtifactReader()

  public init(_ layout: TrainingLayout) { self.layout = layout }

  /// Verifies the registry, then every archive that it knows in the order of the customers, then the
  /// others of the folder.
  ///
  /// No run may begin meanwhile.
  ///
  /// - Returns: What was looked at and found.
  /// - Throws: `TrainingError` where a run is active or the folder cannot be read.
  /// - Complexity: Reads every byte.
  public func run() async throws -> Result {
    let lock = try await layout.takeRunLock(.shared)
    let registry = try Registry(readOnly: layout.registry)
    var result = Result()
    result.findings = try registry.integrityFaults().map { Finding.registryDamaged($0) }
    var builder = CustomerList.Builder()
    try registry.forEachArtifact { artifact in
      builder.append(artifact.customer)
      result.archives += 1
      verify(artifact.customer, recordedAs: artifact, into: &result)
    }
    let recorded = builder.build()
    for customer in try ArchiveFolder(layout.artifacts).customers()
    where recorded.index(of: customer) == nil {
      verify(customer, recordedAs: nil, into: &result)
    }
    _ = consume lock
    return result
  }

  private func verify(
    _ customer: CustomerID, recordedAs record: ArtifactRecord?, into result: inout Result
  ) {
    do throws(ArtifactError) {
      let read = try reader.read(customer, in: layout.artifacts)
      // The registry keeps what runs did; an import replaces the archive alone.
      if case .prophet = read.model {
        result.imported += 1
      } else if let record {
        guard !record.describes(read.manifest) else { return }
        result.findings.append(.otherThanRecorded(customer))
      } else {
        result.unrecorded += 1
        if result.unrecorded <= Self.mostExamples { result.unrecordedExamples.append(customer) }
      }
    } catch .missing {
      if record != nil { result.findings.append(.missing(customer)) }
    } catch {
      result.findings.append(.unreadable(customer, "\(error)"))
    }
  }
}

extension ArtifactRecord {
  fileprivate func describes(_ manifest: ArtifactManifest) -> Bool {
    manifest.sourceDigest == sourceDigest && manifest.specificationDigest == specificationDigest
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
