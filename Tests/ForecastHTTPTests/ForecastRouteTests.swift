import Customers
import ForecastFormats
import ForecastHTTP
import Forecasting
import Foundation
import ModelArtifacts
import TestArtifacts
import TestFolders
import Testing

struct ForecastRouteTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))
  }

  @Test func `the answer is the document that the command line writes, byte for byte`() async throws
  {
    let target = "/v1/customers/8/forecast?horizon=7d&level=0.8,0.95&components=true"
    var request = ForecastRequest()
    request.horizon = .steps(7)
    request.levels = try PredictionLevels("0.8,0.95")
    request.components = true
    let expected = try document(request)

    try await withServer(on: folder) { client in
      let json = try await client.get(target)
      let csv = try await client.get(target + "&format=csv")

      #expect(json.status == 200)
      #expect(json.headers["content-type"] == "application/json")
      #expect(json.body == String(decoding: expected.json(), as: UTF8.self))
      #expect(csv.headers["content-type"] == "text/csv; charset=utf-8")
      #expect(csv.body == String(decoding: expected.csv(), as: UTF8.self))
    }
  }

  @Test func `without a query there are thirty steps from the row after the last one`() async throws
  {
    let expected = try document(ForecastRequest())

    try await withServer(on: folder) { client in
      let answer = try await client.get("/v1/customers/8/forecast")

      #expect(answer.body == String(decoding: expected.json(), as: UTF8.self))
      #expect(answer.body.contains(#""timestamp":["2022-01-31","2022-02-01","#))
      #expect(answer.body.contains("\"2022-03-01\"]"))
    }
  }

  @Test func `a start ahead begins there`() async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.get(
        "/v1/customers/8/forecast?horizon=2&start=2022-02-10&format=csv")

      #expect(answer.status == 200)
      #expect(
        answer.body.split(separator: "\n").map { $0.prefix(10) }
          == ["timestamp,", "2022-02-10", "2022-02-11"])
    }
  }

  @Test(arguments: [
    ("application/json", "application/json"), ("text/csv", "text/csv; charset=utf-8"),
    ("*/*", "application/json"), ("text/*", "text/csv; charset=utf-8"),
    ("text/html, text/csv;q=0.5, application/json; q=0.4", "text/csv; charset=utf-8"),
    ("application/json;q=0, */*", "text/csv; charset=utf-8"),
    ("TEXT/CSV", "text/csv; charset=utf-8"),
  ])
  func `the Accept header chooses the form`(accept: String, contentType: String) async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.get("/v1/customers/8/forecast", headers: ["Accept": accept])

      #expect(answer.headers["content-type"] == contentType)
      #expect(answer.headers["vary"] == "Accept, Accept-Encoding, Authorization")
    }
  }

  @Test func `format beats Accept, and what is neither is not acceptable`() async throws {
    try await withServer(on: folder) { client in
      let html = ["Accept": "text/html"]
      let asked = try await client.get("/v1/customers/8/forecast?format=csv", headers: html)
      let refused = try await client.get("/v1/customers/8/forecast", headers: html)

      #expect(asked.headers["content-type"] == "text/csv; charset=utf-8")
      #expect(refused.status == 406)
      #expect(refused.body.contains("urn:fleetcast:problem:not-acceptable"))
    }
  }

  @Test(arguments: [
    ("level=80", 400, "write 0.8"), ("level=0.8&level=0.9", 400, "more than once"),
    ("level=", 400, "no number"), ("horizon=x", 400, "no horizon"),
    ("horizon=0", 422, "nothing to forecast"), ("horizon=10001", 422, "too long"),
    ("horizon=99999d", 422, "too long"), ("start=tomorrow", 400, "expected a date"),
    ("format=xml", 400, "expected json, csv or ndjson"),
    ("components=maybe", 400, "expected true or false"),
    ("horizn=7", 400, "known are horizon"), ("horizon=%zz", 400, "percent-encoded"),
    ("level=%ff", 400, "percent-encoded"),
  ])
  func `a bad parameter is named with its value and what is expected`(
    query: String, status: Int, sentence: String
  ) async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.get("/v1/customers/8/forecast?" + query)

      #expect(answer.status == status)
      #expect(answer.headers["content-type"] == "application/problem+json")
      let problem = try JSONDecoder().decode(ProblemDocument.self, from: Data(answer.body.utf8))
      #expect(problem.status == status)
      #expect(problem.detail.contains(sentence), "\(problem.detail)")
      #expect(problem.parameter == String(query.prefix { $0 != "=" }))
      #expect(problem.instance == "/v1/customers/8/forecast")
    }
  }

  @Test(arguments: [
    "nobody", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "a%2Fb", ".hidden", "8.tar.gz", "%00", "%zz", "a+b",
  ])
  func `an unknown customer is not found, whatever the ID looks like`(id: String) async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.get("/v1/customers/\(id)/forecast")

      #expect(answer.status == 404)
      #expect(answer.body.contains("urn:fleetcast:problem:unknown-customer"))
    }
  }

  @Test func `an ID may be percent-encoded`() async throws {
    try folder.publish(try sampleArtifact(of: "a-b_c.d"))

    try await withServer(on: folder) { client in
      let answer = try await client.get("/v1/customers/a%2Db%5Fc.d/forecast")

      #expect(answer.status == 200)
      #expect(answer.body.hasPrefix(#"{"customer":"a-b_c.d","#))
    }
  }

  @Test func `a damaged archive is the server's trouble, and its path stays on the server`()
    async throws
  {
    try folder.publish([1, 2, 3], of: "bad")

    try await withServer(on: folder) { [folder] client in
      let answer = try await client.get("/v1/customers/bad/forecast")

      #expect(answer.status == 503)
      #expect(answer.body.contains("urn:fleetcast:problem:model-unavailable"))
      #expect(answer.body.contains(#""reason":"artifact_damaged_gzip""#))
      #expect(!answer.body.contains(folder.path))
    }
  }

  @Test func `a replaced archive is served once a second has passed`() async throws {
    let clock = ManualClock()

    try await withServer(on: folder, now: clock.read) { [folder] client in
      let old = try await client.get("/v1/customers/8/forecast?horizon=1")
      try folder.publish(try sampleArtifact(level: 900))
      let soon = try await client.get("/v1/customers/8/forecast?horizon=1")
      clock.advance(by: .seconds(1))
      let later = try await client.get("/v1/customers/8/forecast?horizon=1")

      #expect(soon.body == old.body)
      #expect(later.body != old.body)
    }
  }

  @Test func `a customer's model is described without a forecast`() async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.get("/v1/customers/8")

      #expect(answer.status == 200)
      #expect(answer.body.hasPrefix(#"{"customer":"8","model":{"version":""#))
      #expect(
        answer.body.contains(
          #""trained_from":"2022-01-01","trained_through":"2022-01-30","interval":"P1D","rows":30"#)
      )
    }
  }

  private func document(_ request: ForecastRequest) throws -> ForecastDocument {
    let customer = try CustomerID("8")
    let archive = try ArtifactReader().readModel(of: customer, in: folder.path)
    return ForecastDocument(
      customer: customer, version: archive.version, model: archive.model,
      forecast: try request.forecast(by: archive.model))
  }
}

struct ProblemDocument: Decodable {
  let status: Int
  let title: String
  let detail: String
  let instance: String
  let parameter: String?
}
