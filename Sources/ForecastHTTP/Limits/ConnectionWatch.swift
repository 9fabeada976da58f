/// What a connection's client and server have done so far, and until when which of them must go on.
///
/// Nothing but decisions: the clock is read, and the connection ended, by `RequestGuard`. What is
/// cheap happens on every event, what costs more only when the clock is looked at.
struct ConnectionWatch {
  typealias Instant = ContinuousClock.Instant

  enum Verdict: Equatable {
    /// Look again then; nothing is due where it is nil.
    case fine(lookAgain: Instant?)
    case slowHead
    case slowBody
    /// The server's own fault.
    case lateAnswer
    case stalledWrite
    case idle
  }

  private enum Part {
    case nothing, head, body
  }

  private let limits: ConnectionLimits
  /// What of a request is being read.
  private var part = Part.nothing
  /// When the client began to owe us the rest of it; nil until the next look where it has just begun,
  /// or where an answer to an earlier request is to be given first.
  private var readingSince: Instant?
  /// Of the body, since the last look.
  private var bodyBytes = 0
  /// Until when the body must go on; nil where its client owes nothing.
  private var bodyEnd: Instant?
  /// Requests whose head is here and whose answer is not finished.
  private var owedAnswers = 0
  private var isAnswering = false
  /// When we began to owe an answer that has not begun.
  private var owingSince: Instant?
  /// What the client has left lying, and since when.
  private var stall: (since: Instant, bytes: Int)?
  /// When neither side began to owe the other anything.
  private var idleSince: Instant?

  init(_ limits: ConnectionLimits) {
    self.limits = limits
  }

  /// Whether the next byte begins a request.
  var isBetweenRequests: Bool { part == .nothing }

  /// Whether the request that is answered now has not been read to its end.
  var isAnsweringUnread: Bool { part == .body && owedAnswers == 1 }

  /// Whether the request that was read last is the one that is answered now.
  var owesOneAnswer: Bool { owedAnswers == 1 }

  /// Whether a request's answer is still to be finished.
  var owesAnswer: Bool { owedAnswers > 0 }

  mutating func headBegan() {
    part = .head
    readingSince = nil
    idleSince = nil
  }

  mutating func headRead() {
    part = .body
    readingSince = nil
    bodyBytes = 0
    owedAnswers += 1
  }

  mutating func bodyRead(bytes: Int) {
    bodyBytes += bytes
  }

  mutating func requestRead() {
    part = .nothing
    readingSince = nil
  }

  mutating func answerBegan() {
    isAnswering = true
    owingSince = nil
  }

  mutating func answered() {
    owedAnswers = max(0, owedAnswers - 1)
    isAnswering = false
  }

  /// Looks at the clock.
  ///
  /// - Parameters:
  ///   - now: Not before the last look.
  ///   - pending: Bytes that the client could take and has not; nil where that is not known.
  /// - Returns: What is due.
  mutating func look(at now: Instant, pending: Int? = nil) -> Verdict {
    if let pending { note(pending, now) }
    stamp(now)
    credit(now)
    if let verdict = overdue(at: now) { return verdict }
    return .fine(
      lookAgain: Self.earlier(
        Self.earlier(readingEnd, owingEnd), Self.earlier(stallEnd, idleEnd)))
  }

  private static func earlier(_ left: Instant?, _ right: Instant?) -> Instant? {
    guard let left else { return right }
    return right.map { min(left, $0) } ?? left
  }

  private mutating func stamp(_ now: Instant) {
    // Who waits for an earlier answer is not to blame for what is not read meanwhile.
    let clientIsDue =
      switch part {
      case .nothing: false
      case .head: owedAnswers == 0
      case .body: owedAnswers == 1
      }
    if !clientIsDue { readingSince = nil } else if readingSince == nil { readingSince = now }
    // Nor is the server late with an answer that would lie behind what the client has not taken.
    let serverIsDue = owedAnswers > (part == .body ? 1 : 0) && !isAnswering && stall == nil
    if !serverIsDue { owingSince = nil } else if owingSince == nil { owingSince = now }
    let isIdle = part == .nothing && owedAnswers == 0 && stall == nil
    if !isIdle { idleSince = nil } else if idleSince == nil { idleSince = now }
  }

  /// Puts the end of a body off by what has come, and never beyond one more grace: who sends much at
  /// once may not be silent for hours.
  private mutating func credit(_ now: Instant) {
    guard part == .body, readingSince != nil else {
      bodyEnd = nil
      return
    }
    defer { bodyBytes = 0 }
    guard let end = bodyEnd else {
      bodyEnd = now + limits.bodyGrace
      return
    }
    let earned = Duration.seconds(Double(bodyBytes) / Double(limits.minimumBodyRate))
    bodyEnd = max(end, min(end + earned, now + limits.bodyGrace))
  }

  private mutating func note(_ pending: Int, _ now: Instant) {
    guard pending > 0 else { return stall = nil }
    // Only what becomes less has been taken; more is what we wrote.
    let since = stall.map { pending < $0.bytes ? now : $0.since }
    stall = (since ?? now, pending)
  }

  private func overdue(at now: Instant) -> Verdict? {
    if let end = readingEnd, end <= now { return part == .head ? .slowHead : .slowBody }
    if let end = stallEnd, end <= now { return .stalledWrite }
    if let end = owingEnd, end <= now { return .lateAnswer }
    if let end = idleEnd, end <= now { return .idle }
    return nil
  }

  private var readingEnd: Instant? {
    part == .body ? bodyEnd : readingSince.map { $0 + limits.headTimeout }
  }

  private var owingEnd: Instant? { owingSince.map { $0 + limits.requestTimeout } }

  private var idleEnd: Instant? { idleSince.map { $0 + limits.idleTimeout } }

  private var stallEnd: Instant? { stall.map { $0.since + limits.writeTimeout } }
}
