import Testing

@testable import ForecastHTTP

/// The decisions alone, with a clock that the test turns.
struct ConnectionWatchTests {
  private let start = ContinuousClock.now
  private var limits = ConnectionLimits()

  @Test func `a head has its time from its first byte`() {
    var watch = ConnectionWatch(limits)
    watch.headBegan()

    #expect(watch.look(at: start) == .fine(lookAgain: start + .seconds(10)))
    #expect(watch.look(at: start + .seconds(9)) == .fine(lookAgain: start + .seconds(10)))
    #expect(watch.look(at: start + .seconds(10)) == .slowHead)
  }

  @Test func `a head that comes while an answer is owed has its time from the answer on`() {
    var watch = ConnectionWatch(limits)
    watch.takeRequest()
    watch.headBegan()

    #expect(watch.look(at: start) == .fine(lookAgain: start + .seconds(60)))
    watch.answerBegan()
    watch.answered()

    #expect(
      watch.look(at: start + .seconds(50)) == .fine(lookAgain: start + .seconds(60)))
    #expect(watch.look(at: start + .seconds(60)) == .slowHead)
  }

  @Test func `a body may be slow for its grace, and then has to keep the rate`() {
    var watch = ConnectionWatch(limits)
    watch.headBegan()
    watch.headRead()
    _ = watch.look(at: start)

    watch.bodyRead(bytes: 1000)
    // 1,000 bytes are two seconds' worth.
    #expect(watch.look(at: start + .seconds(4)) == .fine(lookAgain: start + .seconds(7)))
    watch.bodyRead(bytes: 500)
    #expect(watch.look(at: start + .seconds(6)) == .fine(lookAgain: start + .seconds(8)))
    #expect(watch.look(at: start + .seconds(8)) == .slowBody)
  }

  @Test func `much of a body at once earns no more than one grace`() {
    var watch = ConnectionWatch(limits)
    watch.headBegan()
    watch.headRead()
    _ = watch.look(at: start)

    watch.bodyRead(bytes: 64 << 20)

    #expect(watch.look(at: start + .seconds(1)) == .fine(lookAgain: start + .seconds(6)))
    #expect(watch.look(at: start + .seconds(6)) == .slowBody)
  }

  @Test func `a body of which nothing comes ends with its grace`() {
    var watch = ConnectionWatch(limits)
    watch.headBegan()
    watch.headRead()

    #expect(watch.look(at: start) == .fine(lookAgain: start + .seconds(5)))
    #expect(watch.look(at: start + .seconds(5)) == .slowBody)
  }

  @Test func `the body of a second request is not due while the first is answered`() {
    var watch = ConnectionWatch(limits)
    watch.takeRequest()
    watch.headBegan()
    watch.headRead()

    #expect(watch.look(at: start) == .fine(lookAgain: start + .seconds(60)))
    #expect(watch.look(at: start + .seconds(59)) == .fine(lookAgain: start + .seconds(60)))
  }

  @Test func `an answer that has not begun in its time is late, one that has is not`() {
    var late = ConnectionWatch(limits)
    var begun = late
    late.takeRequest()
    begun.takeRequest()
    _ = late.look(at: start)
    _ = begun.look(at: start)
    begun.answerBegan()

    #expect(late.look(at: start + .seconds(60)) == .lateAnswer)
    #expect(begun.look(at: start + .seconds(60)) == .fine(lookAgain: nil))
  }

  @Test func `a client that takes nothing for a while is stalled, one that takes a little is not`()
  {
    var watch = ConnectionWatch(limits)

    #expect(
      watch.look(at: start, pending: 1000) == .fine(lookAgain: start + .seconds(30)))
    #expect(
      watch.look(at: start + .seconds(29), pending: 999)
        == .fine(lookAgain: start + .seconds(59)))
    #expect(
      watch.look(at: start + .seconds(58), pending: 999)
        == .fine(lookAgain: start + .seconds(59)))
    #expect(watch.look(at: start + .seconds(59), pending: 999) == .stalledWrite)
  }

  @Test func `what is written behind waiting bytes is no sign of a client that takes them`() {
    var watch = ConnectionWatch(limits)

    _ = watch.look(at: start, pending: 1000)
    #expect(
      watch.look(at: start + .seconds(10), pending: 5000) == .fine(lookAgain: start + .seconds(30)))
    #expect(watch.look(at: start + .seconds(30), pending: 5000) == .stalledWrite)
  }

  @Test func `an answer is not late while its client leaves an earlier one lying`() {
    var watch = ConnectionWatch(limits)
    watch.takeRequest()
    _ = watch.look(at: start)

    #expect(
      watch.look(at: start + .seconds(59), pending: 1000)
        == .fine(lookAgain: start + .seconds(89)))
    #expect(watch.look(at: start + .seconds(89), pending: 1000) == .stalledWrite)
  }

  @Test func `a connection rests from when its last answer is taken`() {
    var watch = ConnectionWatch(limits)
    watch.takeRequest()
    watch.answerBegan()
    watch.answered()

    _ = watch.look(at: start, pending: 1000)
    #expect(
      watch.look(at: start + .seconds(20), pending: 10) == .fine(lookAgain: start + .seconds(50)))
    #expect(
      watch.look(at: start + .seconds(40), pending: 0) == .fine(lookAgain: start + .seconds(115)))
    #expect(watch.look(at: start + .seconds(115), pending: 0) == .idle)
  }

  @Test func `a connection that rests is idle after its time`() {
    var watch = ConnectionWatch(limits)
    watch.takeRequest()
    _ = watch.look(at: start)
    watch.answerBegan()
    watch.answered()

    #expect(
      watch.look(at: start + .seconds(10), pending: 0) == .fine(lookAgain: start + .seconds(85)))
    #expect(watch.look(at: start + .seconds(85), pending: 0) == .idle)
    #expect(watch.isBetweenRequests && !watch.owesAnswer)
  }
}

extension ConnectionWatch {
  /// A whole request at once.
  fileprivate mutating func takeRequest() {
    headBegan()
    headRead()
    requestRead()
  }
}
