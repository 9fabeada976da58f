import NIOCore

/// The outermost handler of a connection: sees where a request begins and how long its line is, and
/// lets a client read the last answer before the connection goes.
final class ByteGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData

  /// A socket that is closed while bytes arrive is reset, and with it what the client has not read.
  private static let farewell = TimeAmount.seconds(2)

  private let requests: RequestGuard
  private let maximumLineBytes: Int
  /// Of the request's line so far; nil once it has ended.
  private var lineBytes: Int?
  /// Nothing more is heard.
  private var isDeaf = false
  private var closing: Scheduled<Void>?

  init(_ requests: RequestGuard, maximumLineBytes: Int) {
    self.requests = requests
    self.maximumLineBytes = maximumLineBytes
  }

  func handlerRemoved(context: ChannelHandlerContext) { closing?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    closing?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isDeaf else { return }
    if requests.isBetweenRequests {
      requests.headBegan()
      lineBytes = 0
    }
    if let before = lineBytes {
      let bytes = unwrapInboundIn(data).readableBytesView
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
      let length = before + bytes.distance(from: bytes.startIndex, to: end ?? bytes.endIndex)
      guard length <= maximumLineBytes else { return refuseLine(context) }
      lineBytes = end == nil ? length : nil
    }
    context.fireChannelRead(data)
  }

  private func refuseLine(_ context: ChannelHandlerContext) {
    isDeaf = true
    let problem = Problem(
      kind: .targetTooLong, detail: "the request's line has more than \(maximumLineBytes) bytes")
    context.fireErrorCaught(UnreadableRequest(problem: problem, hasHead: false))
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    // Nobody else asks for more of what nobody hears.
    if isDeaf { context.read() }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .output else { return context.close(mode: mode, promise: promise) }
    isDeaf = true
    let closed = promise ?? context.eventLoop.makePromise()
    closed.futureResult.assumeIsolated().whenComplete { [self] _ in
      guard closing == nil else { return }
      closing = context.eventLoop.assumeIsolated().scheduleTask(in: Self.farewell) {
        context.close(promise: nil)
      }
      context.read()
    }
    context.close(mode: .output, promise: closed)
  }
}
