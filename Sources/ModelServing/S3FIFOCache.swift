/// Values bounded in total size, of which those that are asked for again stay: S3-FIFO.
///
/// New values enter a small queue of a tenth of the capacity. Only what is visited twice there moves
/// on to the main queue, so one sweep over all keys pushes itself out and not the hot set. Keys that
/// fell out of the small queue are remembered as ghosts; inserted again, they enter the main queue.
/// Both queues are first in, first out, so a visit writes one counter and moves nothing.
///
/// Source: Yang, Zhang, Qiu, Yue, Rashmi, "FIFO queues are all you need for cache eviction",
/// SOSP 2023, algorithm 1.
struct S3FIFOCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// In the unit of the sizes that `insert` is told: bytes, or simply values.
  let capacity: Int
  private var entries: [Key: Entry] = [:]
  private var small = Queue()
  private var main = Queue()
  /// Hashes only: a collision merely lets a value into the main queue early.
  private var ghosts = FIFOSet<Int>()

  init(capacity: Int) {
    precondition(capacity >= 0, "a cache cannot have a negative capacity")
    self.capacity = capacity
  }

  var count: Int { entries.count }
  var totalSize: Int { small.size + main.size }

  /// The value of `key` where it satisfies `isWanted`, which then counts as a visit.
  mutating func visit(_ key: Key, where isWanted: (Value) -> Bool = { _ in true }) -> Value? {
    guard let index = entries.index(forKey: key), isWanted(entries.values[index].value) else {
      return nil
    }
    entries.values[index].visits = min(entries.values[index].visits + 1, Self.mostVisits)
    return entries.values[index].value
  }

  /// Runs `body` on the value of `key` without counting a visit; nil where there is none.
  @discardableResult
  mutating func update<Result>(_ key: Key, _ body: (inout Value) -> Result) -> Result? {
    guard let index = entries.index(forKey: key) else { return nil }
    return body(&entries.values[index].value)
  }

  /// What became of an insertion.
  ///
  /// The caller drops the values, at a moment of its choice, because freeing takes time.
  struct Insertion {
    /// False where the value alone is larger than the capacity.
    var isKept = true
    var replaced: Value?
    var evicted: [Value] = []
  }

  mutating func insert(_ value: Value, for key: Key, size: Int) -> Insertion {
    precondition(size >= 0, "a value cannot have a negative size")
    let old = take(key)
    var insertion = Insertion(replaced: old?.value)
    guard size <= capacity else {
      insertion.isKept = false
      return insertion
    }
    let wasGhost = ghosts.remove(key.hashValue)
    while totalSize + size > capacity, let evicted = evict() {
      insertion.evicted.append(evicted)
    }
    let entry = Entry(
      value: value, size: size, isInMain: old?.isInMain ?? wasGhost, visits: old?.visits ?? 0)
    put(entry, for: key)
    return insertion
  }

  mutating func remove(_ key: Key) -> Value? {
    take(key)?.value
  }

  private static var mostVisits: UInt8 { 3 }

  private mutating func evict() -> Value? {
    small.size > capacity / 10
      ? evictFromSmall() ?? evictFromMain() : evictFromMain() ?? evictFromSmall()
  }

  private mutating func evictFromSmall() -> Value? {
    while let key = small.keys.popFirst(), var entry = take(key) {
      guard entry.visits > 1 else {
        ghosts.append(key.hashValue)
        while ghosts.count > max(entries.count, 1) { _ = ghosts.popFirst() }
        return entry.value
      }
      entry.isInMain = true
      entry.visits = 0
      put(entry, for: key)
    }
    return nil
  }

  private mutating func evictFromMain() -> Value? {
    while let key = main.keys.popFirst(), var entry = take(key) {
      guard entry.visits > 0 else { return entry.value }
      entry.visits -= 1
      put(entry, for: key)
    }
    return nil
  }

  private struct Entry {
    var value: Value
    let size: Int
    var isInMain: Bool
    var visits: UInt8
  }

  private struct Queue {
    var keys = FIFOSet<Key>()
    var size = 0

    mutating func append(_ key: Key, size: Int) {
      keys.append(key)
      self.size += size
    }

    mutating func remove(_ key: Key, size: Int) {
      _ = keys.remove(key)
      self.size -= size
    }
  }

  private mutating func put(_ entry: Entry, for key: Key) {
    entries[key] = entry
    if entry.isInMain {
      main.append(key, size: entry.size)
    } else {
      small.append(key, size: entry.size)
    }
  }

  private mutating func take(_ key: Key) -> Entry? {
    guard let entry = entries.removeValue(forKey: key) else { return nil }
    if entry.isInMain {
      main.remove(key, size: entry.size)
    } else {
      small.remove(key, size: entry.size)
    }
    return entry
  }
}
