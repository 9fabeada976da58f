import Foundation
import HTTPTypes
import Hummingbird

/// Answers every forecast with the same stored bytes: what the endpoint's framework costs by itself.
///
/// Usage: `static PORT FILE`. The headers are those of a forecast; there is no middleware.
@main
struct Static {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 2, let port = Int(arguments[1]) else {
      print("usage: static PORT FILE")
      exit(2)
    }
    let body = ByteBuffer(bytes: try Data(contentsOf: URL(filePath: arguments[2])))
    let headers = try fields([
      ("Content-Type", "application/json"), ("ETag", "\"54c70780cb078f2c-5f9c2d4b8a1e7c3d\""),
      ("Cache-Control", "private, no-cache"), ("Vary", "Accept, Accept-Encoding"),
      ("X-Request-Id", "5f3a9c12-1f3a9c"),
    ])
    let router = Router()
    router.get("/ping") { _, _ in Response(status: .ok) }
    router.get("/v1/customers/{id}/forecast") { _, _ in
      Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }
    try await Application(
      router: router,
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: port), serverName: "fleetcast")
    ).runService()
  }

  private static func fields(_ fields: [(String, String)]) throws -> HTTPFields {
    var headers = HTTPFields()
    for (name, value) in fields {
      guard let name = HTTPField.Name(name) else { continue }
      headers.append(HTTPField(name: name, value: value))
    }
    return headers
  }
}
