import HTTPTypes
import NIOCore
import NIOHTTP1

/// Tells a client that there are too many others, whatever it asks.
final class RefusedConnection: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let desk: FaultDesk

  init(_ desk: FaultDesk) {
    self.desk = desk
  }

  func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
    let problem = Problem(
      kind: .overloaded, detail: "too many connections; try again in a second",
      headers: [.retryAfter: "1"])
    let answer = desk.answer(problem, as: .connections, on: context.channel)
    for part in answer.parts { context.write(wrapOutboundOut(part), promise: nil) }
    context.flush()
    context.close(mode: .output, promise: nil)
  }
}
