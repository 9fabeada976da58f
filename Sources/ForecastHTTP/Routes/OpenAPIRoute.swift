import Hummingbird

/// `GET /openapi.json`: what the server answers, for programs that make clients of it.
///
/// The document is `openapi.json` beside this file.
struct OpenAPIRoute: Sendable {
  var route: RouteTable.Route {
    .init(method: .get, path: "/openapi.json", needs: nil) { request, _ in
      AnswerEncoding(request).response(PackageResources.openapi_json, "application/json")
    }
  }
}
