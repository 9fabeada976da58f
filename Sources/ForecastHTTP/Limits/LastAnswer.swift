import HTTPTypes
import JSONCoding
import NIOCore
import NIOHTTP1

/// The problem that ends a connection, told by no route.
struct LastAnswer {
  let head: HTTPResponseHead
  let body: ByteBuffer

  /// - Parameters:
  ///   - problem: What is told.
  ///   - instance: The request's path, or another name of it.
  ///   - requestID: Under which the log has it.
  init(_ problem: Problem, instance: String, requestID: String) {
    let about = [
      Problem.Member(name: "instance", value: instance),
      Problem.Member(name: "request_id", value: requestID),
    ]
    var writer = JSONWriter()
    writer.object { problem.write(status: problem.kind.status, about: about, to: &$0) }
    writer.lineFeed()
    body = ByteBuffer(bytes: writer.bytes)
    var headers: HTTPHeaders = [
      "connection": "close", "content-type": "application/problem+json",
      "content-length": "\(body.readableBytes)", "x-request-id": requestID,
    ]
    for field in problem.headers {
      headers.add(name: field.name.canonicalName, value: field.value)
    }
    head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: problem.kind.status.code),
      headers: headers)
  }

  var parts: [HTTPServerResponsePart] { [.head(head), .body(.byteBuffer(body)), .end(nil)] }
}
