import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1

extension Request {
  /// The whole body, for which a client that waits to send it is asked.
  ///
  /// - Parameters:
  ///   - limit: The most bytes to accept.
  ///   - context: Of the request.
  /// - Returns: As many bytes as the client announced.
  /// - Throws: `Problem` of a body that is larger, malformed, or ends before its announced length.
  func wholeBody(_ limit: BodyLimit, _ context: EndpointContext) async throws -> HeldBody {
    // Unpacked, a small body could be one of any size.
    if let coding = headers[.contentEncoding], coding.lowercased() != "identity" {
      throw Problem(
        kind: .unsupportedType,
        detail: "a body is not unpacked here; send it without Content-Encoding",
        headers: [.acceptEncoding: "identity"])
    }
    let announced = headers[.contentLength].flatMap { Int($0) }
    // Before the client is told to send it.
    var held = try HeldBody(limit, announced: announced)
    if headers.contains(.expect) { context.wantBody() }
    do {
      for try await part in body { try held.append(part) }
    } catch let error as UnreadableRequest {
      throw error.problem
    } catch let error as HTTPParserError {
      throw Problem(error)
    } catch is IOError {
      throw Problem.clientGone
    }
    guard held.count >= announced ?? 0 else { throw Problem.clientGone }
    return held
  }

  /// The content type without its parameters, in small letters; nil where there is none.
  var mediaType: String? {
    guard let type = headers[.contentType] else { return nil }
    let bare = type.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
    return bare.isEmpty ? nil : bare
  }
}

extension Problem {
  /// Nobody may be there to read it; the log and the metrics have it.
  static let clientGone = Problem(
    kind: .clientGone, detail: "the client has gone before its request was whole")

  static func bodyTooLarge(_ limit: Int) -> Problem {
    Problem(kind: .bodyTooLarge, detail: "a body may have \(limit) bytes here")
  }

  static func unsupportedType(_ found: String, expected: String) -> Problem {
    Problem(
      kind: .unsupportedType, detail: "'\(found)' is not read here; send \(expected)",
      headers: [.accept: expected])
  }
}
