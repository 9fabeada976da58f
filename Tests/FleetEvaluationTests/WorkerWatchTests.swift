import Customers
import FleetTraining
import Testing

@testable import FleetEvaluation

struct WorkerWatchTests {
  private let start = ContinuousClock.now

  @Test func `a customer is overdue after its time`() throws {
    var watch = try begun(timeout: .seconds(3))

    let early = (1...2).map { watch.verdict(at: start + .seconds($0)) }
    let late = watch.verdict(at: start + .seconds(3))

    #expect(early == [nil, nil])
    #expect(late == .timedOut(.seconds(3)))
  }

  @Test func `a result starts the time anew`() throws {
    var watch = try begun(timeout: .seconds(3))

    _ = (1...2).map { watch.verdict(at: start + .seconds($0)) }
    watch.take(.result(skipped("a")), at: start + .seconds(2))
    let later = (3...4).map { watch.verdict(at: start + .seconds($0)) }

    #expect(later == [nil, nil])
  }

  @Test func `time in which the coordinator was stopped does not count`() throws {
    var watch = try begun(timeout: .seconds(3))

    let awake = [3_600, 3_600, 3_601].map { watch.verdict(at: start + .seconds($0)) }
    let overdue = watch.verdict(at: start + .seconds(9_000))

    #expect(awake == [nil, nil, nil])
    #expect(overdue == .timedOut(.seconds(3)))
  }

  @Test func `a worker that dies before it has begun charges no customer`() throws {
    var watch = WorkerWatch(try chunk(), limits: RunLimits(), at: start)

    for _ in 0..<3 {
      _ = watch.exited(.signal(9), lastWords: "")
      watch.hand(watch.chunk, at: start)
    }

    #expect(watch.chunk.results.isEmpty)
    #expect(watch.deathsInARow == 3)
  }

  @Test func `a worker that never begins is given up, at no customer's cost`() throws {
    var watch = WorkerWatch(try chunk(), limits: RunLimits(), at: start)

    let verdicts = (1...30).map { watch.verdict(at: start + .seconds($0)) }
    _ = watch.exited(.signal(9), lastWords: "")

    #expect(verdicts.dropLast().allSatisfy { $0 == nil })
    #expect(verdicts.last == .silent(.seconds(30)))
    #expect(watch.chunk.remaining.count == 2)
  }

  @Test func `after a result out of turn no other counts, and the cause is kept`() throws {
    var watch = try begun(timeout: .seconds(3))

    for name in ["b", "a", "b"] { watch.take(.result(skipped(name)), at: start) }
    _ = watch.exited(.signal(9), lastWords: "")
    watch.hand(watch.chunk, at: start)
    watch.take(.began, at: start)
    watch.take(.result(skipped("b")), at: start)
    _ = watch.exited(.signal(9), lastWords: "")

    #expect(watch.chunk.results.map(\.customer) == ["a"])
    guard case .failed("worker_crashed", let message) = watch.chunk.results.first?.outcome else {
      Issue.record("\(watch.chunk.results)")
      return
    }
    #expect(message.contains("out of turn; expected was that of 'a'"))
  }

  @Test func `deaths in a row end it, at the number of a training run`() throws {
    var watch = WorkerWatch(try chunk(), limits: RunLimits(), at: start)

    let causes = (1...5).map { _ in watch.exited(.exit(code: 1), lastWords: "") }

    #expect(causes == [nil, nil, nil, nil, .exit(code: 1)])
  }

  private func begun(timeout: Duration) throws -> WorkerWatch {
    var limits = RunLimits()
    limits.customerTimeout = timeout
    var watch = WorkerWatch(try chunk(), limits: limits, at: start)
    watch.take(.began, at: start)
    return watch
  }

  private func chunk() throws -> OpenChunk {
    OpenChunk(number: 0, customers: [try CustomerID("a"), try CustomerID("b")])
  }

  private func skipped(_ customer: String) -> CustomerEvaluation {
    CustomerEvaluation(customer: customer, outcome: .skipped(message: "short"))
  }
}

extension WorkerWatch {
  fileprivate mutating func verdict(at now: ContinuousClock.Instant) -> WorkerDeath? {
    tick(at: now)
    return verdict
  }
}
