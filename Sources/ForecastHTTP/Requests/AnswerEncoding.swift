import HTTPTypes
import Hummingbird
import ModelArtifacts

/// Whether a client wants its answer packed.
struct AnswerEncoding: Sendable {
  /// Below this, packing costs more than it saves.
  private static let smallest = 1024

  let isGzip: Bool

  init(_ request: Request) {
    isGzip = AcceptedRanges.names("gzip", in: request.headers[.acceptEncoding])
  }

  func response(_ bytes: [UInt8], _ contentType: String) -> Response {
    guard isGzip, bytes.count > Self.smallest else {
      return Response(contentType: contentType, bytes)
    }
    var response = Response(contentType: contentType, Gzip.compressed(bytes))
    response.headers[.contentEncoding] = "gzip"
    return response
  }
}
