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
        Self.write(problem, status, instance: instance, requestID: requestID, &writer)
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

  private static func write(
    _ problem: Problem, _ status: HTTPResponse.Status, instance: String, requestID: String,
    _ writer: inout JSONWriter
  ) {
    writer.name("type")
    writer.string("urn:fleetcast:problem:" + problem.kind.rawValue)
    writer.name("title")
    writer.string(problem.kind.title)
    writer.name("status")
    writer.integer(status.code)
    let about = [
      Problem.Member(name: "detail", value: problem.detail),
      Problem.Member(name: "instance", value: instance),
      Problem.Member(name: "request_id", value: requestID),
    ]
    for member in about + problem.members {
      writer.name(member.name)
      writer.string(member.value)
    }
  }
}
