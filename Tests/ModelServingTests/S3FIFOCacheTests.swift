import TestArtifacts
import Testing

@testable import ModelServing

struct S3FIFOCacheTests {
  @Test func `what is inserted is found, and the sizes are counted`() {
    var cache = S3FIFOCache<String, Int>(capacity: 100)

    _ = cache.insert(1, for: "a", size: 30)
    _ = cache.insert(2, for: "b", size: 40)

    #expect(cache.visit("a") == 1)
    #expect(cache.visit("b") == 2)
    #expect(cache.visit("c") == nil)
    #expect(cache.count == 2)
    #expect(cache.totalSize == 70)
  }

  @Test func `a value larger than the capacity is not kept, and nothing goes for it`() {
    var cache = S3FIFOCache<String, Int>(capacity: 100)
    _ = cache.insert(1, for: "a", size: 90)

    let insertion = cache.insert(2, for: "b", size: 101)

    #expect(!insertion.isKept)
    #expect(insertion.evicted.isEmpty)
    #expect(cache.visit("a") == 1)
    #expect(cache.visit("b") == nil)
  }

  @Test func `only as much is evicted as the new value needs, oldest first`() {
    var cache = S3FIFOCache<Int, Int>(capacity: 100)
    for key in 0..<10 { _ = cache.insert(key, for: key, size: 10) }

    let insertion = cache.insert(10, for: 10, size: 15)

    #expect(insertion.evicted == [0, 1])
    #expect(cache.totalSize == 95)
  }

  @Test func `a replaced value changes the size and is given back`() {
    var cache = S3FIFOCache<String, Int>(capacity: 100)
    _ = cache.insert(1, for: "a", size: 30)

    let insertion = cache.insert(2, for: "a", size: 50)

    #expect(insertion.replaced == 1)
    #expect(insertion.evicted.isEmpty)
    #expect(cache.visit("a") == 2)
    #expect(cache.totalSize == 50)
  }

  @Test func `what is removed frees its size`() {
    var cache = S3FIFOCache<String, Int>(capacity: 100)
    _ = cache.insert(1, for: "a", size: 30)

    #expect(cache.remove("a") == 1)
    #expect(cache.remove("a") == nil)
    #expect(cache.totalSize == 0)
    #expect(cache.visit("a") == nil)
  }

  @Test func `an update does not count as a visit`() {
    var cache = S3FIFOCache<Int, Int>(capacity: 100)
    for key in 0..<10 { _ = cache.insert(key, for: key, size: 10) }
    for _ in 0..<3 { cache.update(0) { $0 = 7 } }

    let insertion = cache.insert(10, for: 10, size: 10)

    #expect(insertion.evicted == [7])
  }

  @Test func `a sweep over a hundred thousand keys leaves the hot set in place`() {
    var cache = S3FIFOCache<Int, Int>(capacity: 1000)
    let hot = Array(0..<500)
    for _ in 0..<4 {
      for key in hot where cache.visit(key) == nil { _ = cache.insert(key, for: key, size: 1) }
    }

    for key in 1000..<101_000 where cache.visit(key) == nil {
      _ = cache.insert(key, for: key, size: 1)
    }

    #expect(hot.count { cache.visit($0) != nil } >= 475)
  }

  @Test func `a key that comes back soon after it fell out stays`() {
    var cache = S3FIFOCache<Int, Int>(capacity: 100)
    for key in 0..<150 { _ = cache.insert(key, for: key, size: 1) }
    #expect(cache.visit(40) == nil)

    _ = cache.insert(40, for: 40, size: 1)
    for key in 1000..<2000 { _ = cache.insert(key, for: key, size: 1) }

    #expect(cache.visit(40) == 40)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `random use does exactly what a plain reading of the algorithm does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var cache = S3FIFOCache<Int, Int>(capacity: 200)
    var reference = PlainS3FIFO(capacity: 200)

    for step in 0..<20_000 {
      let key = Int.random(in: 0..<60, using: &random) * Int.random(in: 0..<4, using: &random)
      switch Int.random(in: 0..<20, using: &random) {
      case 0:
        #expect(cache.remove(key) == reference.remove(key))
      case 1..<10:
        #expect(cache.visit(key) == reference.visit(key))
      default:
        let size = Int.random(in: 0...40, using: &random)
        let insertion = cache.insert(step, for: key, size: size)
        #expect(insertion.evicted == reference.insert(step, for: key, size: size))
      }
      #expect(cache.totalSize == reference.totalSize)
      #expect(cache.totalSize <= 200)
    }
  }
}

/// The algorithm on arrays, without regard to cost.
private struct PlainS3FIFO {
  struct Entry {
    let key: Int
    var value: Int
    var size: Int
    var visits = 0
  }

  let capacity: Int
  var small: [Entry] = []
  var main: [Entry] = []
  var ghosts: [Int] = []

  var totalSize: Int { (small + main).reduce(0) { $0 + $1.size } }

  mutating func visit(_ key: Int) -> Int? {
    for index in small.indices where small[index].key == key {
      small[index].visits = min(3, small[index].visits + 1)
      return small[index].value
    }
    for index in main.indices where main[index].key == key {
      main[index].visits = min(3, main[index].visits + 1)
      return main[index].value
    }
    return nil
  }

  mutating func remove(_ key: Int) -> Int? {
    let found = (small + main).first { $0.key == key }
    small.removeAll { $0.key == key }
    main.removeAll { $0.key == key }
    return found?.value
  }

  mutating func insert(_ value: Int, for key: Int, size: Int) -> [Int] {
    let old = (small + main).first { $0.key == key }
    let wasMain = main.contains { $0.key == key }
    _ = remove(key)
    let wasGhost = ghosts.contains(key)
    ghosts.removeAll { $0 == key }
    var evicted: [Int] = []
    while totalSize + size > capacity, let gone = evict() { evicted.append(gone) }
    let entry = Entry(key: key, value: value, size: size, visits: old?.visits ?? 0)
    if wasMain || old == nil && wasGhost { main.append(entry) } else { small.append(entry) }
    return evicted
  }

  private mutating func evict() -> Int? {
    let smallSize = small.reduce(0) { $0 + $1.size }
    return smallSize > capacity / 10
      ? evictSmall() ?? evictMain() : evictMain() ?? evictSmall()
  }

  private mutating func evictSmall() -> Int? {
    while !small.isEmpty {
      var entry = small.removeFirst()
      guard entry.visits > 1 else {
        ghosts.append(entry.key)
        while ghosts.count > max(1, small.count + main.count) { ghosts.removeFirst() }
        return entry.value
      }
      entry.visits = 0
      main.append(entry)
    }
    return nil
  }

  private mutating func evictMain() -> Int? {
    while !main.isEmpty {
      var entry = main.removeFirst()
      guard entry.visits > 0 else { return entry.value }
      entry.visits -= 1
      main.append(entry)
    }
    return nil
  }
}
