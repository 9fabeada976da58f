import Foundation
import HTTPTypes
import ModelServing
import TestFolders
import Testing

@testable import ForecastHTTP

struct OpenAPITests {
  @Test func `the document has every route, and no other`() async throws {
    let folder = try TemporaryFolder()
    let repository = ModelRepository(directory: folder.path, logger: silent)
    var configuration = ForecastServerConfiguration()
    configuration.actualsFolder = folder.path
    let server = ForecastServer(
      configuration: configuration, repository: repository, logger: silent)
    let routes = server.routes.routes
    let document = try JSONDecoder().decode(
      Document.self, from: Data(PackageResources.openapi_json))

    let served = Set(routes.map { "\($0.method.rawValue) \($0.path)" })
    let described = Set(
      document.paths.flatMap { path, operations in
        operations.keys.map { "\($0.uppercased()) \(path)" }
      })

    #expect(served == described)
  }

  @Test func `every operation says what it is and what it answers`() throws {
    let document = try JSONDecoder().decode(
      Document.self, from: Data(PackageResources.openapi_json))

    let operations = document.paths.values.flatMap(\.values)
    #expect(operations.allSatisfy { !$0.summary.isEmpty && !$0.responses.isEmpty })
    #expect(Set(operations.map(\.operationId)).count == operations.count)
  }

  @Test func `the server hands out the document`() async throws {
    let folder = try TemporaryFolder()

    try await withServer(on: folder) { client in
      let answer = try await client.get("/openapi.json")

      #expect(answer.headers["content-type"] == "application/json")
      #expect(Array(answer.body.utf8) == PackageResources.openapi_json)
    }
  }
}

private struct Document: Decodable {
  struct Operation: Decodable {
    struct Response: Decodable {}

    let operationId: String
    let summary: String
    let responses: [String: Response]
  }

  let paths: [String: [String: Operation]]
}
