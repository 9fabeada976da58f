import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection when the server ends: after what was asked has been answered, and the answer has
/// left.
///
/// Hummingbird would close a connection when the last part of its answer has been handed over, and
/// drop what a slow client has not taken yet. So the word to end stops here, and this handler sees to
/// it: an idle connection is closed at once; another one answers what it has read, the last time with
/// `Connection: close`; then its sending side is closed, which lets all go out before; and where the
/// client does not close its own side soon, or the drain's time is over, the connection is cut.
final class DrainHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// What a client may still be reading when it is sent no more, as it sees a closed connection first.
  private static let lingering = TimeAmount.seconds(1)

  private let drain: Drain
  /// Requests whose answer is not written to its end.
  private var unanswered = 0
  private var isQuiescing = false
  private var hasSaidClose = false
  private var isClosing = false
  private var cut: Scheduled<Void>?

  init(_ drain: Drain) {
    self.drain = drain
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // Whoever was told that the connection closes gets no other answer on it.
    guard !isClosing else { return }
    if case .head = unwrapInboundIn(data) { unanswered += 1 }
    context.fireChannelRead(data)
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where drain.hasBegun && unanswered <= 1:
      head.headerFields[.connection] = "close"
      hasSaidClose = true
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end:
      // A request that could not be read is answered too.
      unanswered = max(0, unanswered - 1)
      context.write(data, promise: promise)
      if hasSaidClose || isQuiescing && unanswered == 0 { finish(context) }
    default:
      context.write(data, promise: promise)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent: quiesce(context)
    case ChannelEvent.outputClosed where isClosing:
      schedule(in: Self.lingering, context)
      context.fireUserInboundEventTriggered(event)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    cut?.cancel()
    context.fireChannelInactive()
  }

  private func quiesce(_ context: ChannelHandlerContext) {
    isQuiescing = true
    drain.begin()
    let isSent = Self.unsentBytes(context) == 0
    guard unanswered > 0 || !isSent else { return context.close(promise: nil) }
    schedule(in: TimeAmount(drain.timeout), context) { [drain] in drain.countCutConnection() }
    if unanswered == 0 { finish(context) }
  }

  /// Closes the sending side once everything has left.
  private func finish(_ context: ChannelHandlerContext) {
    guard !isClosing else { return }
    isClosing = true
    context.flush()
    context.close(mode: .output, promise: nil)
  }

  /// Cuts the connection after a time, unless it has ended by then.
  private func schedule(
    in time: TimeAmount, _ context: ChannelHandlerContext,
    _ action: @escaping @Sendable () -> Void = {}
  ) {
    cut?.cancel()
    cut = context.eventLoop.scheduleTask(in: time) { [channel = context.channel] in
      action()
      channel.close(promise: nil)
    }
  }

  private static func unsentBytes(_ context: ChannelHandlerContext) -> Int {
    // Thrown only where there is no such option; then there may be something.
    let bytes = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
    return bytes ?? 1
  }
}
