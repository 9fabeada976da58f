import Synchronization

/// How long models took on their way into memory.
public struct LoadTimes: Hashable, Sendable {
  /// Of a request for a model that was not there: until it was, or could not be.
  public internal(set) var waits = DurationHistogram()
  /// Until an archive's bytes were in memory.
  public internal(set) var reads = DurationHistogram()
  /// Until an archive had become a model, with its read.
  public internal(set) var loads = DurationHistogram()

  public init() {}

  /// Takes in the times of another repository.
  public mutating func add(_ other: LoadTimes) {
    waits.add(other.waits)
    reads.add(other.reads)
    loads.add(other.loads)
  }
}

/// Load times that many threads add to.
final class LoadStopwatch: Sendable {
  private let state = Mutex(LoadTimes())

  var times: LoadTimes { state.withLock(\.self) }

  func add(_ duration: Duration, to histogram: WritableKeyPath<LoadTimes, DurationHistogram>) {
    state.withLock { $0[keyPath: histogram].add(duration) }
  }
}
