import HTTPTypes
import Hummingbird
import JSONCoding

/// How a problem is written: each door has the form that its clients read.
enum ErrorForm: Sendable {
  /// A problem document of RFC 9457.
  case problem
  /// A problem document that clients of SageMaker's runtime turn into their own exceptions.
  case runtime
  /// What SageMaker reads from a container: code, type and message.
  case container

  func response(_ problem: Problem, instance: String, requestID: String) -> Response {
    let runtime = self == .runtime ? RuntimeFault(problem) : nil
    let status = runtime?.status ?? problem.kind.status
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
    var response = Response(status: status, contentType: contentType, writer.bytes)
    response.headers.append(contentsOf: problem.headers)
    if let runtime { response.headers[.amazonErrorType] = runtime.type }
    return response
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
