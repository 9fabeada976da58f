import HTTPTypes
import JSONCoding
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Says what was wrong with a request that could not be read.
///
/// Hummingbird answers such a request with a bare 400, after the answers of those before it; this
/// handler puts a problem document in its place, and 431 where the headers were too large.
final class UnreadableRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private var failure: HTTPParserError?

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? HTTPParserError { failure = error }
    context.fireErrorCaught(error)
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    guard let failure, case .head(let head) = unwrapOutboundIn(data), Self.isBare(head) else {
      return context.write(data, promise: promise)
    }
    let problem = Problem(failure)
    var writer = JSONWriter()
    writer.object { problem.write(status: problem.kind.status, about: [], to: &$0) }
    writer.lineFeed()
    var answer = HTTPResponse(status: problem.kind.status)
    answer.headerFields = [
      .connection: "close", .contentType: "application/problem+json",
      .contentLength: "\(writer.bytes.count)",
    ]
    context.write(wrapOutboundOut(.head(answer)), promise: promise)
    let body = ByteBuffer(bytes: writer.bytes)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
  }

  /// None of our own answers is without a body.
  private static func isBare(_ head: HTTPResponse) -> Bool {
    head.status == .badRequest && head.headerFields[.contentLength] == "0"
  }
}

extension Problem {
  /// A request that cannot be read, or not to its end.
  init(_ error: HTTPParserError) {
    if error == .headerOverflow {
      self.init(
        kind: .headersTooLarge, detail: "the request's line or its headers are larger than allowed")
    } else {
      self.init(kind: .badRequest, detail: "this is no HTTP/1.1 request: \(error)")
    }
  }
}
