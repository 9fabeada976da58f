import HTTPTypes
import NIOCore
import NIOHTTP1

/// Tells a client that there are too many others, whatever it asks.
final class RefusedConnection: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let metrics: RequestMetrics

  init(_ metrics: RequestMetrics) {
    self.metrics = metrics
  }

  func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
    metrics.rejected(.connections)
    let problem = Problem(
      kind: .overloaded, detail: "too many connections; try again in a second",
      headers: [.retryAfter: "1"])
    for part in LastAnswer(problem).parts { context.write(wrapOutboundOut(part), promise: nil) }
    context.flush()
    context.close(mode: .output, promise: nil)
  }
}
