import Customers
import ModelArtifacts

/// Decides who is answered from memory, who waits, and what is read: one read per customer at a
/// time, however many ask.
///
/// Does nothing itself: `ModelRepository` reads the archives and wakes the waiters. `Waiter` stands
/// for whoever asked; `Model` for what was loaded.
struct ModelCache<Model: Sendable> {
  typealias Instant = ContinuousClock.Instant
  typealias Waiter = UInt64

  enum Answer {
    case ready(Result<Model, ServingError>)
    /// The answer comes with `finished`; where there is a read, the caller starts it.
    case wait(starting: Read?)
  }

  /// An archive to look at; where it still has one of the known versions it is not read.
  struct Read: Hashable {
    let customer: CustomerID
    let known: [ArtifactVersion]
  }

  enum Outcome {
    case unchanged
    case missing
    case loaded(Model, ArtifactVersion, sizeBytes: Int)
    /// The version is nil where not even that could be seen.
    case failed(ArtifactError, ArtifactVersion?)
  }

  /// What the caller does after a read.
  struct Completion {
    /// Nil where the read goes on as one of `starting`.
    var result: Result<Model, ServingError>?
    var waiters: [Waiter] = []
    var starting: [Read] = []
    /// To be dropped by the caller, outside of its lock.
    var released: [Model] = []
  }

  struct Resident {
    let model: Model
    let version: ArtifactVersion
    /// A newer archive that could not be read.
    var refused: ArtifactVersion?
    /// When the file was seen to be this version.
    var seen: Instant
  }

  struct Failure {
    let error: ServingError
    /// Of the archive that could not be read; nil where there was none.
    let version: ArtifactVersion?
    var seen: Instant
  }

  let limits: ServingLimits
  var residents: S3FIFOCache<CustomerID, Resident>
  /// Of the residents.
  var lastUses = LastUses()
  var failures: S3FIFOCache<CustomerID, Failure>
  var waiters: [CustomerID: [Waiter]] = [:]
  /// Whose read under way began before they were forgotten.
  var outdated: Set<CustomerID> = []
  var reading = 0
  var queuedChecks = FIFOQueue<Read>()
  var queuedLoads = FIFOQueue<Read>()
  var counts = CacheStatistics()

  init(limits: ServingLimits) {
    self.limits = limits
    residents = S3FIFOCache(capacity: limits.cacheBytes)
    failures = S3FIFOCache(capacity: limits.rememberedFailures)
  }
}
