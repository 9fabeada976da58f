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
  /// Of a line that began in the same bytes as another request ended, what came with that.
  private var carriedBytes = 0
  /// What is handed on now, and how much there is of the line that it begins with, where that is a
  /// request's.
  private var current: (bytes: ByteBufferView, lineBytes: Int?)?
  /// Nothing more is heard.
  private var isDeaf = false
  private var closing: Scheduled<Void>?

  init(_ requests: RequestGuard, maximumLineBytes: Int) {
    self.requests = requests
    self.maximumLineBytes = maximumLineBytes
    requests.isLineTooLong = { [weak self] in self?.isLineTooLong ?? false }
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
    let bytes = unwrapInboundIn(data).readableBytesView
    current = (bytes, nil)
    if let before = lineBytes {
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
      let length = before + bytes.distance(from: bytes.startIndex, to: end ?? bytes.endIndex)
      guard length <= maximumLineBytes else { return refuseLine(context) }
      lineBytes = end == nil ? length : nil
      current = (bytes, carriedBytes + length)
    }
    context.fireChannelRead(data)
    current = nil
    if requests.isBetweenRequests, bytes.last != UInt8(ascii: "\n") {
      carriedBytes = bytes.reversed().prefix { $0 != UInt8(ascii: "\n") }.count
    } else if lineBytes == nil {
      carriedBytes = 0
    }
  }

  private func refuseLine(_ context: ChannelHandlerContext) {
    isDeaf = true
    context.fireErrorCaught(
      UnreadableRequest(problem: .lineTooLong(maximumLineBytes), hasHead: false))
  }

  /// Whether what the decoder finds too long in these bytes is a request's line; asked where it does.
  ///
  /// A line that follows another request in the same bytes has not been counted.
  private var isLineTooLong: Bool {
    guard let (bytes, lineBytes) = current else { return false }
    if let lineBytes, lineBytes > maximumLineBytes { return true }
    // A header's name ends at its colon, before any blank.
    let long = bytes.split(separator: UInt8(ascii: "\n")).first { $0.count > maximumLineBytes }
    return long?.prefix { $0 != UInt8(ascii: " ") }.contains(UInt8(ascii: ":")) == false
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

extension Problem {
  static func lineTooLong(_ limit: Int) -> Problem {
    Problem(kind: .targetTooLong, detail: "the request's line has more than \(limit) bytes")
  }
}
