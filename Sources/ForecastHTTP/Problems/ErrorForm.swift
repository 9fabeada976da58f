import HTTPTypes
import Hummingbird
import JSONCoding
import NIOCore

/// How a problem is written: each door has the form that its clients read.
enum ErrorForm: Sendable {
  /// A problem document of RFC 9457.
  case problem
  /// A problem document that clients of SageMaker's runtime turn into their own exceptions.
  case runtime
  /// What SageMaker reads from a container: code, type and message.
  case container

  /// A problem as it is sent, whoever sends it.
  struct Answer {
    let status: HTTPResponse.Status
    /// With the content type.
    let headers: HTTPFields
    let body: [UInt8]
  }

  func response(_ problem: Problem, instance: String, requestID: String) -> Response {
    let answer = answer(problem, instance: instance, requestID: requestID)
    return Response(
      status: answer.status, headers: answer.headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
  }

  func status(of problem: Problem) -> HTTPResponse.Status {
    self == .runtime ? RuntimeFault(problem).status : problem.kind.status
  }

  func answer(_ problem: Problem, instance: String, requestID: String) -> Answer {
    let runtime = self == .runtime ? RuntimeFault(problem) : nil
    let status = status(of: problem)
    var writer = JSONWriter()
    writer.object { writer in
      if self == .container {
        ContainerFault(problem).write(to: &writer)
      } else {
        let about = [
          Problem.Member(name: "instance", value: instance),
          Problem.Member(name: "request_id", value: requestID),
        ]
        problem.write(status: status, about: about, to: &writer)
        runtime?.write(to: &writer)
      }
    }
    writer.lineFeed()
    var headers: HTTPFields = [.contentType: contentType]
    headers.append(contentsOf: problem.headers)
    if let runtime { headers[.amazonErrorType] = runtime.type }
    return Answer(status: status, headers: headers, body: writer.bytes)
  }

  private var contentType: String {
    self == .container ? "application/json" : "application/problem+json"
  }
}

extension Problem {
  /// The members of a problem document.
  ///
  /// - Parameters:
  ///   - status: That the answer has.
  ///   - about: What the answer says of its request, behind the detail.
  ///   - writer: Of an object that is open.
  func write(status: HTTPResponse.Status, about: [Member], to writer: inout JSONWriter) {
    writer.name("type")
    writer.string("urn:fleetcast:problem:" + kind.rawValue)
    writer.name("title")
    writer.string(kind.title)
    writer.name("status")
    writer.integer(status.code)
    for member in [Member(name: "detail", value: detail)] + about + members {
      writer.name(member.name)
      writer.string(member.value)
    }
  }
}
