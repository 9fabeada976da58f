/// One of a run's workers, as far as the decisions about it need to know.
///
/// The customers a process is sent are numbered from 0 in the order they are sent; it works on
/// them and reports them in that order.
struct WorkerSlot: Sendable {
  enum Phase: Hashable, Sendable {
    /// No process, and none wanted.
    case absent
    /// A dead process is to be replaced.
    case pausing
    case starting(since: Duration)
    case ready
    /// Told to end, by its closed input or by a stop.
    case leaving(since: Duration)
    /// Killed by this run for what it did.
    case condemned(WorkerDeath)
  }

  var phase = Phase.absent
  /// Sent and not yet reported, in order.
  var outstanding: [Int] = []
  /// Customers sent, begun and reported by this process.
  private(set) var sent = 0
  private(set) var started = 0
  private(set) var reported = 0
  /// Since when the customer begun last is being worked on; nil between customers.
  private(set) var inHandSince: Duration?
  /// All that was sent is to be reported at once.
  var isSettling = false
  /// The one customer sent is a second try.
  var isAlone = false
  /// Takes the place of a worker that died: what it does first is reported at once, so that the
  /// same work is not lost twice.
  var isReplacement = false
  /// Smoothed time a customer takes.
  private(set) var pace: Duration?
  /// From where the pace is measured next: the first customer begun at the latest moment heard of.
  private var mark: (sequence: Int, at: Duration)?

  var isLive: Bool {
    switch phase {
    case .absent, .pausing: false
    case .starting, .ready, .leaving, .condemned: true
    }
  }

  /// Customers sent that the worker has not begun.
  var queued: Int { sent - started }

  /// Customers finished whose outcomes have not been reported.
  var finishedUnreported: Int { started - reported - (inHandSince == nil ? 0 : 1) }

  /// The customer in hand, as an index into `outstanding`.
  var inHand: Int? { inHandSince == nil ? nil : started - 1 - reported }

  mutating func send(_ places: [Int]) {
    outstanding += places
    sent += places.count
    isSettling = false
  }

  /// False where the worker was not sent such a customer, or has begun it before.
  mutating func start(sequence: Int, at now: Duration) -> Bool {
    guard sequence >= started, sequence < sent else { return false }
    measure(begun: sequence, at: now)
    started = sequence + 1
    inHandSince = now
    return true
  }

  /// The worker has no customer in hand.
  mutating func rest() {
    inHandSince = nil
    mark = nil
  }

  /// Takes time in which nobody listened off what the worker has used.
  mutating func forgive(_ standstill: Duration, until now: Duration) {
    func later(_ since: Duration) -> Duration { min(since + standstill, max(since, now)) }
    inHandSince = inHandSince.map(later)
    mark?.at += standstill
    switch phase {
    case .starting(let since): phase = .starting(since: later(since))
    case .leaving(let since): phase = .leaving(since: later(since))
    case .absent, .pausing, .ready, .condemned: break
    }
  }

  /// The places reported; nil where the worker cannot have finished so many.
  mutating func report(count: Int) -> [Int]? {
    guard count >= 0, count <= started - reported else { return nil }
    let places = Array(outstanding.prefix(count))
    outstanding.removeFirst(count)
    reported += count
    if reported == started { rest() }
    return places
  }

  /// What is heard of a worker at a time was begun one after the other: it counts together.
  private mutating func measure(begun sequence: Int, at now: Duration) {
    if let mark {
      guard now > mark.at else { return }
      let duration = (now - mark.at) / (sequence - mark.sequence)
      pace = pace.map { $0 * 0.7 + duration * 0.3 } ?? duration
    }
    mark = (sequence, now)
  }
}
