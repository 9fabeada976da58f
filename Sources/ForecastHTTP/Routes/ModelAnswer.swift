import HTTPTypes
import Hummingbird
import ModelArtifacts

/// An answer that stays the same while the model and the question do, so that whoever has it already
/// is not sent it again.
struct ModelAnswer {
  private let tag: String
  private let encoding: AnswerEncoding
  private let isKnown: Bool

  /// - Parameters:
  ///   - request: Of the client.
  ///   - version: Of the model that answers.
  ///   - format: That the answer is sent in.
  ///   - program: What may answer otherwise when it changes.
  init(_ request: Request, version: ArtifactVersion, format: ForecastFormat, program: String) {
    encoding = AnswerEncoding(request)
    let about = Self.hash(
      program, request.uri.path, request.uri.query ?? "", format.rawValue,
      encoding.isGzip ? "gzip" : "")
    tag = "\"" + version.token + "-" + String(about, radix: 16) + "\""
    isKnown = Self.isKnown(tag, request.headers[.ifNoneMatch])
  }

  /// What `bytes` makes is only made where the client does not have it.
  func response(
    _ contentType: String, _ bytes: () throws -> [UInt8]
  ) rethrows -> Response {
    var response =
      isKnown ? Response(status: .notModified) : encoding.response(try bytes(), contentType)
    response.headers[.eTag] = tag
    // Every answer may be another one a second later, and is one customer's own.
    response.headers[.cacheControl] = "private, no-cache"
    response.headers[.vary] = "Accept, Accept-Encoding, Authorization"
    return response
  }

  private static func isKnown(_ tag: String, _ header: String?) -> Bool {
    guard let header else { return false }
    return header.split(separator: ",").contains { text in
      let known = text.filter { !$0.isWhitespace }
      // A proxy may have made it a weak one, which is as good here (RFC 9110, 13.1.2).
      return known == "*" || known == tag || known == "W/" + tag
    }
  }

  /// FNV-1a of the texts, a line each; a collision would need two questions of one client.
  private static func hash(_ texts: String...) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for (index, text) in texts.enumerated() {
      if index > 0 { take(UInt8(ascii: "\n")) }
      for byte in text.utf8 { take(byte) }
    }
    return hash
  }
}
