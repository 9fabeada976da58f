import NIOCore

/// The outermost handler of a connection: sees where a request begins and how long its line is, and
/// lets a client read the last answer before the connection goes.
final class ByteGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData

  /// A socket that is closed while bytes arrive is reset, and with it what the client has not read.
  private static let farewell = TimeAmount.seconds(2)

  /// Of a request without a body the end as well.
  private static let headEnd = Array("\r\n\r\n".utf8)

  private let requests: RequestGuard
  private let maximumLineBytes: Int
  /// Of the request's line so far; nil once it has ended.
  private var lineBytes: Int?
  /// What is handed on now.
  private var current: ByteBufferView?
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
    if let before = lineBytes {
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
      let length = before + bytes.distance(from: bytes.startIndex, to: end ?? bytes.endIndex)
      guard length <= maximumLineBytes else { return refuseLine(context) }
      lineBytes = end == nil ? length : nil
    }
    current = bytes
    context.fireChannelRead(data)
    current = nil
    // Of fewer bytes it cannot be told whether they are an end.
    if requests.endedWithHead, bytes.count >= Self.headEnd.count,
      !bytes.suffix(Self.headEnd.count).elementsEqual(Self.headEnd)
    {
      noteBeginning(bytes)
    }
  }

  /// Behind the end of a request, and in the same bytes, another one has begun.
  private func noteBeginning(_ bytes: ByteBufferView) {
    let start = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.startIndex
    let isLine = bytes[..<start].suffix(Self.headEnd.count).elementsEqual(Self.headEnd)
    requests.headBegan()
    lineBytes = isLine ? bytes.distance(from: start, to: bytes.endIndex) : nil
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
    guard let current else { return false }
    // A header's name ends at its colon, before any blank.
    let long = current.split(separator: UInt8(ascii: "\n")).first { $0.count > maximumLineBytes }
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
