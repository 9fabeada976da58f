import Synchronization

/// How long models took on their way into memory, and out of it.
public struct LoadTimes: Hashable, Sendable {
  /// Of a request for a model that was not there: until it was, or could not be.
  public internal(set) var waits = Histogram(bounds: Histogram.waitBounds)
  /// Until an archive's bytes were in memory.
  public internal(set) var reads = Histogram(bounds: Histogram.waitBounds)
  /// Until an archive had become a model, with its read.
  public internal(set) var loads = Histogram(bounds: Histogram.waitBounds)
  /// Until the memory of a model that was dropped was free, or in the hands of whoever still uses it.
  public internal(set) var unloads = Histogram(bounds: Histogram.workBounds)

  public init() {}

  /// Takes in the times of another repository.
  public mutating func add(_ other: LoadTimes) {
    waits.add(other.waits)
    reads.add(other.reads)
    loads.add(other.loads)
    unloads.add(other.unloads)
  }
}

/// Load times that many threads add to.
final class LoadStopwatch: Sendable {
  private let state = Mutex(LoadTimes())

  var times: LoadTimes { state.withLock(\.self) }

  func add(_ duration: Duration, to histogram: WritableKeyPath<LoadTimes, Histogram>) {
    state.withLock { $0[keyPath: histogram].add(duration) }
  }
}
