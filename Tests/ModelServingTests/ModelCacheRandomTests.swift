import Customers
import ModelArtifacts
import TestArtifacts
import Testing

@testable import ModelServing

/// Random requests, replacements and reads in random order, against what the disk really held.
struct ModelCacheRandomTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `every answer is what the disk held within the last second`(seed: UInt64) throws {
    var world = try World(seed: seed)

    for _ in 0..<20_000 { try world.step() }
    while !world.running.isEmpty { try world.finishOneRead() }

    #expect(world.waiting.isEmpty)
    #expect(world.answers > 5000)
    #expect(world.cache.statistics(now: .now).evictions > 100)
  }
}

/// A disk, its history, and a cache in front of it.
private struct World {
  /// What stood under a customer's name from a moment on.
  enum Archive: Equatable {
    case nothing
    case good(Int)
    case bad(Int)
  }

  struct RunningRead {
    let read: ModelCache<Int>.Read
    let started: ContinuousClock.Instant
    let outcome: ModelCache<Int>.Outcome
  }

  var random: SeededRandom
  var now = ContinuousClock.now
  var cache: ModelCache<Int>
  var history: [CustomerID: [(since: ContinuousClock.Instant, archive: Archive)]] = [:]
  var running: [RunningRead] = []
  /// Who waits since when.
  var waiting: [UInt64: (customer: CustomerID, since: ContinuousClock.Instant)] = [:]
  var answers = 0
  private let customers: [CustomerID]
  private var lastNumber = 0
  private let limits: ServingLimits

  init(seed: UInt64) throws {
    random = SeededRandom(seed: seed)
    var limits = ServingLimits()
    limits.cacheBytes = 100
    limits.concurrentReads = 3
    limits.queuedLoads = 4
    limits.rememberedFailures = 5
    self.limits = limits
    cache = ModelCache(limits: limits)
    customers = try (0..<20).map { try CustomerID("c\($0)") }
    for customer in customers { history[customer] = [(now - .seconds(60), .nothing)] }
  }

  mutating func step() throws {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: now += .milliseconds(Int.random(in: 1...400, using: &random))
    case 1: replace()
    case 2..<5: if !running.isEmpty { try finishOneRead() }
    case 5 where !waiting.isEmpty: cancelOne()
    case 6 where Bool.random(using: &random): forgetOne()
    default: try request()
    }
    #expect(cache.statistics(now: .now).residentBytes <= limits.cacheBytes)
    #expect(running.count <= limits.concurrentReads)
    #expect(Set(running.map(\.read.customer)).count == running.count, "one read per customer")
  }

  private mutating func replace() {
    lastNumber += 1
    let archive: Archive =
      switch Int.random(in: 0..<6, using: &random) {
      case 0: .nothing
      case 1: .bad(lastNumber)
      default: .good(lastNumber)
      }
    history[customers.randomElement(using: &random) ?? customers[0], default: []]
      .append((now, archive))
  }

  private mutating func request() throws {
    let customer = customers.randomElement(using: &random) ?? customers[0]
    lastNumber += 1
    let waiter = UInt64(lastNumber)
    switch cache.request(customer, waiter: waiter, now: now) {
    case .ready(.failure(.overloaded)): #expect(running.count == limits.concurrentReads)
    case .ready(let result): check(result, of: customer, askedAt: now)
    case .wait(let read):
      if let read { start(read) }
      // Who joins a slow read gets what was seen when it began.
      let began = running.first { $0.read.customer == customer }?.started
      waiting[waiter] = (customer, began ?? now)
    }
  }

  private mutating func cancelOne() {
    guard let (waiter, request) = waiting.randomElement(using: &random) else { return }
    cache.cancel(waiter, of: request.customer)
    waiting[waiter] = nil
  }

  /// What stood there before must not be answered from now on.
  private mutating func forgetOne() {
    let customer = customers.randomElement(using: &random) ?? customers[0]
    _ = cache.forget(customer)
    let archive = history[customer]?.last?.archive ?? .nothing
    history[customer] = [(now - .seconds(60), archive)]
  }

  /// The disk is looked at when the read begins, and the cache hears of it when it ends.
  private mutating func start(_ read: ModelCache<Int>.Read) {
    let archive = history[read.customer]?.last?.archive ?? .nothing
    let outcome: ModelCache<Int>.Outcome
    switch archive {
    case .nothing: outcome = .missing
    case .good(let number), .bad(let number):
      if read.known.contains(version(number)) {
        outcome = .unchanged
      } else if case .bad = archive {
        outcome = .failed(.damagedGzip(customer: read.customer), version(number))
      } else {
        outcome = .loaded(number, version(number), sizeBytes: 1 + number % 30)
      }
    }
    running.append(RunningRead(read: read, started: now, outcome: outcome))
  }

  mutating func finishOneRead() throws {
    let done = running.remove(at: Int.random(in: 0..<running.count, using: &random))
    let completion = cache.finished(done.read, done.outcome, started: done.started)
    for read in completion.starting { start(read) }
    guard let result = completion.result else { return }
    for waiter in completion.waiters {
      let found = waiting.removeValue(forKey: waiter)
      let request = try #require(found, "woken twice or never asked")
      check(result, of: request.customer, askedAt: request.since)
    }
  }

  /// The answer stood on the disk at some moment after `askedAt` less the freshness; an older model
  /// only where a bad archive kept it in place.
  private mutating func check(
    _ result: Result<Int, ServingError>, of customer: CustomerID,
    askedAt: ContinuousClock.Instant
  ) {
    answers += 1
    let states = history[customer] ?? []
    let oldest = askedAt - limits.freshness
    let first = states.lastIndex { $0.since <= oldest } ?? 0
    var allowed = states[first...].map(\.archive)
    let sawBad = allowed.contains { if case .bad = $0 { true } else { false } }
    if sawBad { allowed += states[..<first].map(\.archive).filter { $0 != .nothing } }
    let isAllowed = allowed.contains { archive in
      switch (archive, result) {
      case (.good(let number), .success(let model)): number == model
      case (.nothing, .failure(.unknownCustomer)), (.bad, .failure(.artifact)): true
      default: false
      }
    }
    #expect(isAllowed, "\(result) of \(customer), allowed: \(allowed)")
  }
}
