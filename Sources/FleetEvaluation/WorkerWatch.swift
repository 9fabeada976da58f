import Customers
import FleetTraining

/// What a worker has in hand and whether it goes about it as it should, process after process.
struct WorkerWatch: Sendable {
  private let limits: RunLimits
  private(set) var chunk: OpenChunk
  /// Without a customer done or given up between.
  private(set) var deathsInARow = 0
  /// Why the process must be killed; what it says from then on does not count.
  private(set) var verdict: WorkerDeath?
  /// Whether the process works on the chunk's next customer.
  private var hasBegun = false
  private var silence = Duration.zero
  private var lastLook: ContinuousClock.Instant

  /// The most that a look at the clock adds to a silence.
  ///
  /// Where more time has passed, it was this program that was stopped, or the machine that slept.
  private static let longestLook = Duration.seconds(1)

  init(_ chunk: OpenChunk, limits: RunLimits, at now: ContinuousClock.Instant) {
    self.chunk = chunk
    self.limits = limits
    lastLook = now
  }

  /// Notes that a process, perhaps a new one, has been sent what remains of a chunk.
  mutating func hand(_ chunk: OpenChunk, at now: ContinuousClock.Instant) {
    self.chunk = chunk
    hasBegun = false
    hear(at: now)
  }

  mutating func take(_ answer: WorkerAnswer, at now: ContinuousClock.Instant) {
    guard verdict == nil else { return }
    hear(at: now)
    switch answer {
    case .began: hasBegun = true
    case .result(let result):
      guard hasBegun, chunk.take(result) else {
        let expected = chunk.next.map { "that of '\($0.text)'" } ?? "none"
        return condemn(.garbage("a result out of turn; expected was \(expected)"))
      }
      deathsInARow = 0
    }
  }

  /// Looks at the clock; to be called every second.
  mutating func tick(at now: ContinuousClock.Instant) {
    silence += min(max(now - lastLook, .zero), Self.longestLook)
    lastLook = now
    if hasBegun, silence >= limits.customerTimeout {
      condemn(.timedOut(limits.customerTimeout))
    } else if !hasBegun, silence >= limits.startTimeout {
      condemn(.silent(limits.startTimeout))
    }
  }

  mutating func condemn(_ cause: WorkerDeath) { verdict = verdict ?? cause }

  /// Charges a death to the customer in hand, if there was one.
  ///
  /// - Returns: The cause, where it is time to give up on workers.
  mutating func exited(_ death: WorkerDeath, lastWords: String) -> WorkerDeath? {
    let cause = verdict ?? death
    verdict = nil
    // That a customer kills again was to be expected, and says nothing against the others.
    let isSecond = hasBegun && chunk.workerDied(cause, lastWords: lastWords)
    if !isSecond { deathsInARow += 1 }
    return deathsInARow >= limits.deathsInARow ? cause : nil
  }

  private mutating func hear(at now: ContinuousClock.Instant) {
    silence = .zero
    lastLook = now
  }
}
