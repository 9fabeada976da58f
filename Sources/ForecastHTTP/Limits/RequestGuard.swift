import NIOCore
import NIOHTTP1

/// Holds one connection to the limits of time, and ends it where its requests' framing is in doubt.
///
/// Stands behind the decoder. The clock is read once for everything that arrives together, and a timer
/// is only set where none is that ends as soon: a busy connection costs no more than a comparison.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Whether a head that is too large is so by its first line.
  var isLineTooLong: () -> Bool = { false }

  private let maximumLineBytes: Int
  private let metrics: RequestMetrics
  private let desk: FaultDesk
  private let writeTimeout: TimeAmount
  private var watch: ConnectionWatch
  private var timer: (at: ConnectionWatch.Instant, task: Scheduled<Void>)?
  /// Ends what a client does not take of the last answer.
  private var cut: Scheduled<Void>?
  /// Of the requests whose answers are owed, the oldest first.
  private var persistences = CircularBuffer<Persistence>(initialCapacity: 2)
  private var closesAfterAnswer = false
  /// The request that is being read last, for whoever must say something of it.
  private var head: HTTPRequestHead?
  /// Its client sends no body before it is told to.
  private var awaitsPermission = false
  /// Of its body.
  private var bodyBytes = 0
  /// Nothing more is read.
  private var isDeaf = false
  /// Nothing more is written.
  private var isMute = false

  init(_ limits: ConnectionLimits, _ desk: FaultDesk) {
    metrics = desk.metrics
    maximumLineBytes = limits.maximumLineBytes
    self.desk = desk
    writeTimeout = TimeAmount(limits.writeTimeout)
    watch = ConnectionWatch(limits)
  }

  /// Whether the next byte begins a request.
  var isBetweenRequests: Bool { watch.isBetweenRequests }

  /// Whether the last byte that was read belongs to a request that has no body, or stands behind one.
  var endedWithHead: Bool { watch.isBetweenRequests && head != nil && bodyBytes == 0 }

  func headBegan() { watch.headBegan() }

  func handlerRemoved(context: ChannelHandlerContext) { stopTimers() }

  func channelActive(context: ChannelHandlerContext) {
    look(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    stopTimers()
    context.fireChannelInactive()
  }

  // MARK: Reading

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isDeaf else { return }
    switch unwrapInboundIn(data) {
    case .head(let head): read(head, as: data, context)
    case .body(let bytes):
      watch.bodyRead(bytes: bytes.readableBytes)
      bodyBytes += bytes.readableBytes
      awaitsPermission = false
      context.fireChannelRead(data)
    case .end:
      watch.requestRead()
      if bodyBytes > 0 { metrics.received(bytes: bodyBytes) }
      awaitsPermission = false
      context.fireChannelRead(data)
    }
  }

  private func read(_ head: HTTPRequestHead, as data: NIOAny, _ context: ChannelHandlerContext) {
    let framing = RequestFraming(of: head)
    if let fault = framing.fault {
      return refuse(Problem(kind: .badRequest, detail: "the request is unclear: \(fault)"), context)
    }
    switch framing.expectation {
    case .nothing: awaitsPermission = false
    case .permission: awaitsPermission = true
    case .unknown:
      let detail = "of what a request may expect only '100-continue' is known here"
      return refuse(Problem(kind: .expectationFailed, detail: detail), context)
    }
    bodyBytes = 0
    self.head = head
    watch.headRead()
    let persistence = Persistence(of: head)
    persistences.append(persistence)
    guard !persistence.isKept else { return context.fireChannelRead(data) }
    // The server looks at nothing but this header, in this spelling.
    var head = head
    head.headers.replaceOrAdd(name: "connection", value: "close")
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    look(context)
    context.fireChannelReadComplete()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // Where the decoder has lost its place, whatever comes next is no request.
    if error is HTTPParserError { isDeaf = true }
    guard case HTTPParserError.headerOverflow = error, isLineTooLong() else {
      return context.fireErrorCaught(error)
    }
    context.fireErrorCaught(
      UnreadableRequest(problem: .lineTooLong(maximumLineBytes), hasHead: false))
  }

  /// Ends the reading with a problem, told after the answers that are owed.
  func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
    isDeaf = true
    context.fireErrorCaught(UnreadableRequest(problem: problem, hasHead: watch.isAnsweringUnread))
  }

  /// Nothing is against the request that is answered now: its client may send the body.
  func triggerUserOutboundEvent(
    context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
  ) {
    guard event is BodyWanted else {
      return context.triggerUserOutboundEvent(event, promise: promise)
    }
    promise?.succeed()
    guard awaitsPermission, watch.isAnsweringUnread, !isDeaf, !isMute else { return }
    awaitsPermission = false
    let head = HTTPResponseHead(version: .http1_1, status: .continue)
    context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
  }

  // MARK: Writing

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    guard !isMute else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(let head): write(head, as: data, context, promise)
    case .body: context.write(data, promise: promise)
    case .end:
      context.write(data, promise: promise)
      answered(context)
    }
  }

  private func write(
    _ head: HTTPResponseHead, as data: NIOAny, _ context: ChannelHandlerContext,
    _ promise: EventLoopPromise<Void>?
  ) {
    watch.answerBegan()
    let persistence = persistences.first ?? .kept
    if !persistence.isKept || watch.isAnsweringUnread || Persistence.ends(with: head) {
      closesAfterAnswer = true
    }
    guard closesAfterAnswer || persistence.isOld else {
      return context.write(data, promise: promise)
    }
    var head = head
    closesAfterAnswer = persistence.apply(to: &head, closing: closesAfterAnswer)
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }

  private func answered(_ context: ChannelHandlerContext) {
    watch.answered()
    _ = persistences.popFirst()
    guard closesAfterAnswer else {
      // The rest of a request that came behind this one is due from now on, or the next one.
      return look(context)
    }
    end(context)
  }

  /// Sends what is written, and nothing behind it.
  private func end(_ context: ChannelHandlerContext) {
    isDeaf = true
    isMute = true
    context.flush()
    context.close(mode: .output, promise: nil)
    // The sending side closes behind what is unsent, and a client may never take that.
    if let unsent = Self.pendingBytes(context), unsent > 0 { scheduleCut(unsent, context) }
  }

  private func scheduleCut(_ unsent: Int, _ context: ChannelHandlerContext) {
    cut = context.eventLoop.assumeIsolated().scheduleTask(in: writeTimeout) { [self] in
      guard let left = Self.pendingBytes(context), left > 0 else { return }
      if left < unsent { scheduleCut(left, context) } else { closeStalled(context) }
    }
  }

  private func closeStalled(_ context: ChannelHandlerContext) {
    metrics.rejected(.stalled)
    context.close(promise: nil)
  }

  func flush(context: ChannelHandlerContext) {
    context.flush()
    // What comes to lie behind the bytes that wait is no sign of a client that takes some.
    if !context.channel.isWritable { look(context, counting: true) }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    look(context, counting: true)
    context.fireChannelWritabilityChanged()
  }

  // MARK: Time

  private func look(_ context: ChannelHandlerContext, counting: Bool = false) {
    // What follows the last answer is left to `scheduleCut`.
    guard !isMute else { return }
    let pending = counting ? Self.pendingBytes(context) : nil
    switch watch.look(at: .now, pending: pending) {
    case .fine(let next): if let next { setTimer(next, context) }
    case .slowHead: refuse(Self.slow("head"), context)
    case .slowBody: refuse(Self.slow("body"), context)
    case .lateAnswer: answerLate(context)
    case .stalledWrite: closeStalled(context)
    case .idle: context.close(promise: nil)
    }
  }

  private static func slow(_ part: String) -> Problem {
    Problem(kind: .requestTimeout, detail: "the request's \(part) came too slowly")
  }

  /// What the socket has not taken.
  private static func pendingBytes(_ context: ChannelHandlerContext) -> Int? {
    // Only a channel that has none of this refuses to say it.
    try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
  }

  private func setTimer(_ instant: ConnectionWatch.Instant, _ context: ChannelHandlerContext) {
    if let timer, timer.at <= instant { return }
    stopTimer()
    let delay = TimeAmount(max(.zero, ConnectionWatch.Instant.now.duration(to: instant)))
    timer = (
      instant,
      context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [self] in
        timer = nil
        if !isDeaf || watch.owesAnswer { look(context, counting: true) }
      }
    )
  }

  private func stopTimer() {
    timer?.task.cancel()
    timer = nil
  }

  private func stopTimers() {
    stopTimer()
    cut?.cancel()
    cut = nil
  }

  /// The route has not begun to answer: the guard does in its place.
  private func answerLate(_ context: ChannelHandlerContext) {
    let problem = Problem(AbandonedRequest())
    // What was read behind the request that is late is another one.
    let answer = desk.lateAnswer(
      problem, to: watch.owesOneAnswer ? head : nil, on: context.channel)
    for part in answer.parts { context.write(wrapOutboundOut(part), promise: nil) }
    end(context)
  }
}
