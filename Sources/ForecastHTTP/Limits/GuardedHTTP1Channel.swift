import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// Connections of HTTP/1 that are held to `ConnectionLimits`.
struct GuardedHTTP1Channel: ServerChildChannel {
  private let base: HTTP1Channel
  private let limits: ConnectionLimits
  private let desk: FaultDesk
  private let count = ConnectionCount()

  /// - Parameters:
  ///   - limits: Of each connection.
  ///   - desk: Tells what is turned away here.
  ///   - responder: Answers the requests.
  ///   - handlers: Stand before the responder on each connection.
  init(
    _ limits: ConnectionLimits, refusing desk: FaultDesk,
    _ responder: @escaping HTTPChannelHandler.Responder,
    handlers: @escaping @Sendable () -> [any RemovableChannelHandler]
  ) {
    self.limits = limits
    self.desk = desk
    base = HTTP1Channel(
      responder: responder,
      configuration: .init(
        additionalChannelHandlers: [UnreadableRequestHandler(desk)] + handlers(),
        // Its idleness begins while an answer is still on its way: RequestGuard sees to it.
        idleTimeout: nil,
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.maximumLineBytes, maxHeaderListSize: limits.maximumHeaderBytes,
          maxHeaderFieldCount: limits.maximumHeaders)))
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
    let isAdmitted = count.open() <= limits.maximumConnections
    if isAdmitted {
      channel.closeFuture.whenComplete { [count] _ in count.close() }
    } else {
      // It lingers until its client has read why; that takes nobody's place.
      count.close()
    }
    return base.setup(channel: channel, logger: logger).flatMapThrowing { value in
      try addGuards(to: channel.pipeline.syncOperations, isAdmitted: isAdmitted)
      return value
    }
  }

  private func addGuards(
    to pipeline: ChannelPipeline.SynchronousOperations, isAdmitted: Bool
  ) throws {
    let requests = RequestGuard(limits, desk)
    let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
    try pipeline.addHandler(requests, position: .after(decoder))
    if !isAdmitted {
      try pipeline.addHandler(RefusedConnection(desk), position: .after(decoder))
    }
    try pipeline.addHandler(
      ByteGuard(requests, maximumLineBytes: limits.maximumLineBytes), position: .first)
  }

  func handle(value: HTTP1Channel.Value, logger: Logger) async {
    await base.handle(value: value, logger: logger)
  }
}

/// How many connections there are.
private final class ConnectionCount: Sendable {
  private let count = Atomic<Int>(0)

  /// Counts one more; with it there are so many.
  func open() -> Int { count.add(1, ordering: .relaxed).newValue }

  func close() { count.subtract(1, ordering: .relaxed) }
}
