import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Says what was wrong with a request that could not be read.
///
/// Hummingbird answers such a request with a bare 400, after the answers of those before it; this
/// handler puts a problem document in its place.
final class UnreadableRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let desk: FaultDesk
  private var problem: Problem?

  init(_ desk: FaultDesk) {
    self.desk = desk
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // What comes after the first error is only its consequence.
    guard problem == nil, let found = Self.problem(error) else {
      return context.fireErrorCaught(error)
    }
    problem = found
    // The one kind of error that the server answers.
    context.fireErrorCaught(error is HTTPParserError ? error : HTTPParserError.unknown)
  }

  /// Nil where nothing is left to tell the client, or its route tells it.
  private static func problem(_ error: any Error) -> Problem? {
    switch error {
    case let error as UnreadableRequest: error.hasHead ? nil : error.problem
    case let error as HTTPParserError: Problem(error)
    case is IOError, is ChannelError: nil
    // A head whose names or values no request can have.
    default: Problem(kind: .badRequest, detail: "this is no HTTP/1.1 request")
    }
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    guard let problem, case .head(let head) = unwrapOutboundIn(data), Self.isBare(head) else {
      return context.write(data, promise: promise)
    }
    let answer = desk.answer(problem, on: context.channel)
    var response = HTTPResponse(status: problem.kind.status)
    for (name, value) in answer.head.headers {
      if let name = HTTPField.Name(name) { response.headerFields[name] = value }
    }
    context.write(wrapOutboundOut(.head(response)), promise: promise)
    context.write(wrapOutboundOut(.body(answer.body)), promise: nil)
  }

  /// None of our own answers is without a body.
  private static func isBare(_ head: HTTPResponse) -> Bool {
    head.status == .badRequest && head.headerFields[.contentLength] == "0"
  }
}

extension Problem {
  /// A request that cannot be read, or not to its end.
  init(_ error: HTTPParserError) {
    switch error {
    case .headerOverflow:
      self.init(
        kind: .headersTooLarge, detail: "the request's line or its headers are larger than allowed")
    case .invalidEOFState: self = .clientGone
    default: self.init(kind: .badRequest, detail: "this is no HTTP/1.1 request: \(error)")
    }
  }
}
