import Customers
import FileSystem
import ModelArtifacts
import Testing

@testable import ModelServing

struct ModelCacheTests {
  private typealias Cache = ModelCache<String>
  private let start = ContinuousClock.now
  private let customer: CustomerID
  private let first = version(1)
  private let second = version(2)

  init() throws {
    customer = try CustomerID("8")
  }

  @Test func `all who ask while a model is read wait for the one read`() throws {
    var cache = Cache(limits: ServingLimits())
    let read = try #require(started(cache.request(customer, waiter: 1, now: start)))
    #expect(started(cache.request(customer, waiter: 2, now: start)) == nil)
    #expect(started(cache.request(customer, waiter: 3, now: start)) == nil)

    let completion = cache.finished(read, .loaded("a", first, sizeBytes: 10), started: start)

    #expect(completion.waiters == [1, 2, 3])
    #expect(completion.result == .success("a"))
    #expect(cache.statistics(now: .now).loads == 1)
    #expect(cache.statistics(now: .now).coalesced == 2)
  }

  @Test func `a waiter that left is not woken, and the read goes on`() throws {
    var cache = Cache(limits: ServingLimits())
    let read = try #require(started(cache.request(customer, waiter: 1, now: start)))
    _ = cache.request(customer, waiter: 2, now: start)

    cache.cancel(1, of: customer)
    let completion = cache.finished(read, .loaded("a", first, sizeBytes: 10), started: start)

    #expect(completion.waiters == [2])
    #expect(cache.resident(customer, now: start) == "a")
  }

  @Test func `a resident model is answered at once for a second, then its file is looked at`()
    throws
  {
    var cache = try cacheHolding("a")

    #expect(cache.resident(customer, now: start + .milliseconds(999)) == "a")
    #expect(cache.resident(customer, now: start + .seconds(1)) == nil)
    let read = started(cache.request(customer, waiter: 2, now: start + .seconds(1)))
    #expect(read == .init(customer: customer, known: [first]))
  }

  @Test func `an unchanged file makes the model fresh again`() throws {
    var cache = try cacheHolding("a")
    let later = start + .seconds(1)
    let read = try #require(started(cache.request(customer, waiter: 2, now: later)))

    let completion = cache.finished(read, .unchanged, started: later)

    #expect(completion.result == .success("a"))
    #expect(cache.resident(customer, now: later + .milliseconds(999)) == "a")
  }

  @Test func `a replaced archive takes the old one's place`() throws {
    var cache = try cacheHolding("a")
    let later = start + .seconds(1)
    let read = try #require(started(cache.request(customer, waiter: 2, now: later)))

    let completion = cache.finished(read, .loaded("b", second, sizeBytes: 20), started: later)

    #expect(completion.result == .success("b"))
    #expect(completion.released == ["a"])
    #expect(cache.statistics(now: .now).residentBytes == 20)
    #expect(cache.statistics(now: .now).replacements == 1)
    #expect(cache.statistics(now: .now).evictions == 0)
  }

  @Test func `a bad new archive keeps the old model and is not read again`() throws {
    var cache = try cacheHolding("a")
    let later = start + .seconds(1)
    let read = try #require(started(cache.request(customer, waiter: 2, now: later)))

    let completion = cache.finished(
      read, .failed(.damagedGzip(customer: customer), second), started: later)
    let next = started(cache.request(customer, waiter: 3, now: later + .seconds(1)))

    #expect(completion.result == .success("a"))
    #expect(next?.known == [first, second])
    #expect(cache.statistics(now: .now).failedLoads == 1)
  }

  @Test func `an archive that was removed is unknown at the next look`() throws {
    var cache = try cacheHolding("a")
    let later = start + .seconds(1)
    let read = try #require(started(cache.request(customer, waiter: 2, now: later)))

    let completion = cache.finished(read, .missing, started: later)

    #expect(completion.result == .failure(.unknownCustomer(customer)))
    #expect(completion.released == ["a"])
    #expect(cache.statistics(now: .now).residentModels == 0)
  }

  @Test func `an unknown customer is remembered for a second`() throws {
    var cache = Cache(limits: ServingLimits())
    let read = try #require(started(cache.request(customer, waiter: 1, now: start)))
    _ = cache.finished(read, .missing, started: start)

    let soon = cache.request(customer, waiter: 2, now: start + .milliseconds(999))
    let later = cache.request(customer, waiter: 3, now: start + .seconds(1))

    #expect(ready(soon) == .failure(.unknownCustomer(customer)))
    #expect(started(later)?.known == [])
    #expect(cache.statistics(now: .now).negativeHits == 1)
  }

  @Test func `a damaged archive is remembered until the file changes`() throws {
    var cache = Cache(limits: ServingLimits())
    let error = ArtifactError.damagedGzip(customer: customer)
    let read = try #require(started(cache.request(customer, waiter: 1, now: start)))
    _ = cache.finished(read, .failed(error, first), started: start)

    let later = start + .seconds(5)
    let again = try #require(started(cache.request(customer, waiter: 2, now: later)))
    let completion = cache.finished(again, .unchanged, started: later)

    #expect(again.known == [first])
    #expect(completion.result == .failure(.artifact(error)))
  }

  @Test func `trouble of the disk is not remembered`() throws {
    var cache = Cache(limits: ServingLimits())
    let error = ArtifactError.unreadable(
      customer: customer, cause: FileSystemError(.read, path: "/", code: 5))
    let read = try #require(started(cache.request(customer, waiter: 1, now: start)))

    let completion = cache.finished(read, .failed(error, nil), started: start)

    #expect(completion.result == .failure(.artifact(error)))
    #expect(started(cache.request(customer, waiter: 2, now: start)) != nil)
  }

  @Test func `a model that fell out while its file was looked at is read after all`() throws {
    var limits = ServingLimits()
    limits.cacheBytes = 10
    var cache = Cache(limits: limits)
    try load("a", of: customer, into: &cache)
    let later = start + .seconds(1)
    let check = try #require(started(cache.request(customer, waiter: 2, now: later)))
    try load("b", of: try CustomerID("9"), into: &cache)

    let completion = cache.finished(check, .unchanged, started: later)

    #expect(completion.result == nil)
    #expect(completion.waiters == [])
    #expect(completion.starting == [.init(customer: customer, known: [])])
  }

  @Test func `reads beyond the limit queue, checks pass loads, and a full queue refuses`() throws {
    var limits = ServingLimits()
    limits.concurrentReads = 1
    limits.queuedLoads = 1
    var cache = Cache(limits: limits)
    try load("a", of: customer, into: &cache)
    let later = start + .seconds(1)
    let others = try (0..<3).map { try CustomerID("other\($0)") }
    let running = try #require(started(cache.request(others[0], waiter: 10, now: later)))

    #expect(started(cache.request(others[1], waiter: 11, now: later)) == nil)
    let refused = ready(cache.request(others[2], waiter: 12, now: later))
    #expect(started(cache.request(customer, waiter: 13, now: later)) == nil)
    let completion = cache.finished(running, .missing, started: later)

    #expect(refused == .failure(.overloaded(queuedLoads: 1)))
    #expect(completion.starting.map(\.customer) == [customer])
  }

  @Test func `what waits to be read and is asked for by nobody any more is not read`() throws {
    var limits = ServingLimits()
    limits.concurrentReads = 1
    var cache = Cache(limits: limits)
    let others = try (0..<3).map { try CustomerID("other\($0)") }
    let running = try #require(started(cache.request(others[0], waiter: 1, now: start)))
    _ = cache.request(others[1], waiter: 2, now: start)
    _ = cache.request(others[2], waiter: 3, now: start)

    cache.cancel(2, of: others[1])
    let next = cache.finished(running, .missing, started: start).starting

    #expect(next.map(\.customer) == [others[2]])
    // Who asks again begins anew.
    #expect(started(cache.request(others[1], waiter: 4, now: start)) == nil)
    let last = try #require(next.first)
    #expect(cache.finished(last, .missing, started: start).starting.map(\.customer) == [others[1]])
  }

  @Test func `the least recently used model tells how long it has not been asked for`() throws {
    var cache = try cacheHolding("a")
    let other = try CustomerID("other")
    // The second that a use fell in counts.
    let first = try #require(cache.statistics(now: start + .seconds(9)).oldestUseAge)
    #expect(first >= .seconds(9) && first < .seconds(10))

    let second = try #require(started(cache.request(other, waiter: 1, now: start + .seconds(5))))
    _ = cache.finished(
      second, .loaded("b", version(2), sizeBytes: 1), started: start + .seconds(5))
    let look = try #require(started(cache.request(customer, waiter: 2, now: start + .seconds(7))))
    _ = cache.finished(look, .unchanged, started: start + .seconds(7))
    let age = cache.statistics(now: start + .seconds(9)).oldestUseAge
    _ = cache.forget(other)
    _ = cache.forget(customer)

    let known = try #require(age)
    #expect(known >= .seconds(4) && known < .seconds(5))
    #expect(cache.statistics(now: start + .seconds(9)).oldestUseAge == nil)
    #expect(cache.statistics(now: start).removals == 2)
  }

  @Test func `the newest archive that was read is known by its time`() throws {
    var cache = Cache(limits: ServingLimits())
    #expect(cache.statistics(now: start).newestModelNanoseconds == nil)

    for (number, name) in [(7, "x"), (5, "y")] {
      let read = try #require(
        started(cache.request(try CustomerID(name), waiter: 1, now: start)))
      _ = cache.finished(read, .loaded(name, version(number), sizeBytes: 1), started: start)
    }

    #expect(cache.statistics(now: start).newestModelNanoseconds == 7)
  }

  @Test func `a model larger than the whole cache is served and not kept`() throws {
    var limits = ServingLimits()
    limits.cacheBytes = 5
    var cache = Cache(limits: limits)
    let read = try #require(started(cache.request(customer, waiter: 1, now: start)))

    let completion = cache.finished(read, .loaded("a", first, sizeBytes: 6), started: start)

    #expect(completion.result == .success("a"))
    #expect(cache.statistics(now: .now).residentModels == 0)
    #expect(cache.statistics(now: .now).overBudget == 1)
  }

  @Test func `remembered failures are bounded in number`() throws {
    var limits = ServingLimits()
    limits.rememberedFailures = 100
    var cache = Cache(limits: limits)

    for number in 0..<1000 {
      let customer = try CustomerID("guess\(number)")
      let read = try #require(started(cache.request(customer, waiter: 1, now: start)))
      _ = cache.finished(read, .missing, started: start)
    }

    #expect(cache.statistics(now: .now).rememberedFailures == 100)
  }

  private func cacheHolding(_ model: String) throws -> Cache {
    var cache = Cache(limits: ServingLimits())
    try load(model, of: customer, into: &cache)
    return cache
  }

  private func load(_ model: String, of customer: CustomerID, into cache: inout Cache) throws {
    let read = try #require(started(cache.request(customer, waiter: 0, now: start)))
    _ = cache.finished(read, .loaded(model, first, sizeBytes: 10), started: start)
  }
}

/// Some archive's version, different for each number.
func version(_ number: Int) -> ArtifactVersion {
  ArtifactVersion(FileIdentity(sizeBytes: 0, modifiedNanoseconds: Int64(number), inode: 0))
}

/// The read that the one who asked has to start.
func started<Model>(_ answer: ModelCache<Model>.Answer) -> ModelCache<Model>.Read? {
  if case .wait(let read) = answer { read } else { nil }
}

func ready<Model>(_ answer: ModelCache<Model>.Answer) -> Result<Model, ServingError>? {
  if case .ready(let result) = answer { result } else { nil }
}
