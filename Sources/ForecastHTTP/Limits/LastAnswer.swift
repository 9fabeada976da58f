import HTTPTypes
import NIOCore
import NIOHTTP1

/// The problem that ends a connection, told by no route.
struct LastAnswer {
  let head: HTTPResponseHead
  let body: ByteBuffer

  /// - Parameters:
  ///   - problem: What is told.
  ///   - form: Of the door at which it was asked.
  ///   - instance: The request's path, or another name of it.
  ///   - requestID: Under which the log has it.
  init(_ problem: Problem, as form: ErrorForm, instance: String, requestID: String) {
    let answer = form.answer(problem, instance: instance, requestID: requestID)
    body = ByteBuffer(bytes: answer.body)
    var headers: HTTPHeaders = [
      "connection": "close", "content-length": "\(body.readableBytes)", "x-request-id": requestID,
    ]
    if form == .runtime {
      headers.add(name: HTTPField.Name.amazonRequestID.rawName, value: requestID)
    }
    for field in answer.headers { headers.add(name: field.name.rawName, value: field.value) }
    head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status.code),
      headers: headers)
  }

  var parts: [HTTPServerResponsePart] { [.head(head), .body(.byteBuffer(body)), .end(nil)] }
}
