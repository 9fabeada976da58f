import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1

extension Request {
  /// The whole body.
  ///
  /// - Parameter limit: The most bytes to accept.
  /// - Returns: As many bytes as the client announced.
  /// - Throws: `Problem` of a body that is larger, malformed, or ends before its announced length.
  func wholeBody(limit: Int) async throws -> [UInt8] {
    // Unpacked, a small body could be one of any size.
    if let coding = headers[.contentEncoding], coding.lowercased() != "identity" {
      throw Problem(
        kind: .unsupportedType,
        detail: "a body is not unpacked here; send it without Content-Encoding",
        headers: [.acceptEncoding: "identity"])
    }
    let announced = headers[.contentLength].flatMap { Int($0) }
    if let announced, announced > limit { throw Problem.bodyTooLarge(limit) }
    do {
      let body = try await body.collect(upTo: limit)
      guard body.readableBytes >= announced ?? 0 else {
        throw Problem(kind: .badBody, detail: "the body ends before its announced length")
      }
      return Array(body.readableBytesView)
    } catch let error as UnreadableRequest {
      throw error.problem
    } catch let error as HTTPParserError {
      throw Problem(error)
    } catch is NIOTooManyBytesError {
      throw Problem.bodyTooLarge(limit)
    }
  }

  /// The content type without its parameters, in small letters; nil where there is none.
  var mediaType: String? {
    guard let type = headers[.contentType] else { return nil }
    let bare = type.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
    return bare.isEmpty ? nil : bare
  }
}

extension Problem {
  static func bodyTooLarge(_ limit: Int) -> Problem {
    Problem(kind: .bodyTooLarge, detail: "a body may have \(limit) bytes here")
  }

  static func unsupportedType(_ found: String, expected: String) -> Problem {
    Problem(
      kind: .unsupportedType, detail: "'\(found)' is not read here; send \(expected)",
      headers: [.accept: expected])
  }
}
