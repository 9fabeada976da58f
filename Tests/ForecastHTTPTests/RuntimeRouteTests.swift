import Customers
import ForecastFormats
import ForecastHTTP
import Forecasting
import Foundation
import ModelArtifacts
import ModelServing
import TestArtifacts
import TestFolders
import Testing

struct RuntimeRouteTests {
  private static let path = "/endpoints/fleet/invocations"
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "8"))
  }

  @Test func `an answer that is late is the runtime's own error`() async throws {
    var limits = ServingLimits()
    // Every model waits for a turn that does not come.
    limits.concurrentReads = 0
    let repository = ModelRepository(directory: folder.path, limits: limits, logger: silent)
    var configuration = ForecastServerConfiguration()
    configuration.connections.requestTimeout = .milliseconds(100)

    try await withServer(repository: repository, configuration: configuration) { client in
      let text = try await client.exchange(
        "POST /endpoints/a/invocations HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n"
          + "X-Amzn-SageMaker-Target-Model: 8.tar.gz\r\nContent-Length: 2\r\n\r\n{}")
      let answer = try HTTPClient.Answer(text)

      #expect(answer.status == 424)
      #expect(text.contains("\r\nx-amzn-ErrorType: ModelError\r\n"))
      #expect(text.contains("\r\nx-amzn-RequestId: mine\r\n"))
      #expect(answer.body.contains(#""OriginalStatusCode":504"#))
    }
  }

  // The original client's serializer encodes its text once more; its endpoint evaluates that text as
  // Python, the copy inside of its archives reads plain JSON.
  @Test(arguments: [
    #"{"period": 2}"#, #""{\"period\": 2}""#, #""{'period': 2}""#, #"{"period": "2"}"#,
    #"{"period": 2.9}"#, #"{"horizon": 2}"#, #"{"horizon": "2d", "level": 0.8}"#,
  ])
  func `the original sample's body is answered with its text of columns`(body: String) async throws
  {
    try await withServer(on: folder) { client in
      let answer = try await client.invoke("8.tar.gz", body)

      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == "application/json")
      #expect(answer.headers["x-amzn-invoked-production-variant"] == "AllTraffic")
      #expect(answer.headers["x-amzn-requestid"] == answer.headers["x-request-id"])
      let text = try JSONDecoder().decode(String.self, from: Data(answer.body.utf8))
      #expect(
        text.hasPrefix(#"{"ds":{"30":1643587200000,"31":1643673600000},"yhat_lower":{"30":"#))
      let frame = try JSONDecoder().decode(
        [String: [String: Double]].self, from: Data(text.utf8))
      #expect(frame.keys.sorted() == ["ds", "yhat", "yhat_lower", "yhat_upper"])
    }
  }

  @Test func `the numbers are those of every other door, to the last bit`() async throws {
    var request = ForecastRequest()
    request.horizon = .steps(3)
    let model = try ArtifactReader().readModel(of: CustomerID("8"), in: folder.path).model
    let expected = try request.forecast(by: model)

    try await withServer(on: folder) { client in
      let answer = try await client.invoke("8.tar.gz", #"{"period": 3}"#)

      let text = try JSONDecoder().decode(String.self, from: Data(answer.body.utf8))
      let frame = try JSONDecoder().decode(
        [String: [String: Double]].self, from: Data(text.utf8))
      #expect(["30", "31", "32"].map { frame["yhat"]?[$0] } == expected.yhat)
      #expect(["30", "31", "32"].map { frame["yhat_upper"]?[$0] } == expected.intervals[0].upper)
    }
  }

  @Test func `components stand as Prophet has them, and a later start counts its rows on`()
    async throws
  {
    try await withServer(on: folder) { client in
      let answer = try await client.invoke(
        "8.tar.gz", #"{"period": 1, "components": true, "start": "2022-02-02"}"#)

      let text = try JSONDecoder().decode(String.self, from: Data(answer.body.utf8))
      #expect(text.hasPrefix(#"{"ds":{"32":1643760000000},"trend":{"32":"#))
      #expect(text.contains(#"},"yhat":{"32":"#))
    }
  }

  @Test func `CSV is answered where it is accepted`() async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.invoke(
        "8.tar.gz", #"{"period": 1}"#, headers: ["Accept": "text/csv"])

      #expect(answer.headers["content-type"] == "text/csv; charset=utf-8")
      #expect(answer.body.hasPrefix("timestamp,yhat,yhat_lower,yhat_upper\n2022-01-31,"))
    }
  }

  @Test(arguments: [
    (#"{"period": 0}"#, 422, "nothing to forecast"), ("{", 400, "no JSON"),
    (#""7""#, 400, "no JSON object"), (#""\"{}\"""#, 400, "no JSON object"),
    (#"{"perid": 7}"#, 400, "known are customer"),
    (#"{"period": 7, "horizon": 7}"#, 400, "beside horizon"),
    (#"{"level": 80}"#, 400, "write 0.8"), (#"{"start": 5}"#, 400, "expected a date"),
    (#"{"start": "2021-01-01"}"#, 422, "'start'"), (#"{"components": 1}"#, 400, "true or false"),
    (#"{"horizon": 2.5}"#, 400, "whole number"), ("", 400, "no JSON"),
  ])
  func `a bad body is the model's error`(
    body: String, original: Int, sentence: String
  ) async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.invoke("8.tar.gz", body)

      #expect(answer.status == 424)
      #expect(answer.headers["x-amzn-errortype"] == "ModelError")
      let fault = try JSONDecoder().decode(Fault.self, from: Data(answer.body.utf8))
      #expect(fault.originalStatusCode == original)
      #expect(fault.originalMessage?.contains(sentence) == true, "\(fault)")
      #expect(
        fault.message.hasPrefix("Received client error (\(original)) from model with message \""))
    }
  }

  @Test(arguments: [
    ("nobody.tar.gz", "no model of customer 'nobody'"), ("../../etc/passwd", "Failed to download"),
    ("", "missing a target model header"),
  ])
  func `a target that is none is a validation error`(
    target: String, sentence: String
  ) async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.invoke(target, #"{"period": 7}"#)

      #expect(answer.status == 400)
      #expect(answer.headers["x-amzn-errortype"] == "ValidationError")
      let fault = try JSONDecoder().decode(Fault.self, from: Data(answer.body.utf8))
      #expect(fault.message.contains(sentence), "\(fault)")
    }
  }

  @Test(arguments: [
    "/endpoints//invocations", "/endpoints/fleet", "/endpoints/fleet/async-invocations",
    "/endpoints/fleet/invocations-response-stream",
  ])
  func `what the runtime has and we have not is a validation error`(path: String) async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.send("POST", path, body: "{}")

      #expect(answer.status == 400)
      #expect(answer.headers["x-amzn-errortype"] == "ValidationError")
    }
  }

  @Test func `only the endpoint that is configured is answered`() async throws {
    var configuration = ForecastServerConfiguration()
    configuration.endpointName = "a/b"

    try await withServer(on: folder, configuration: configuration) { client in
      let other = try await client.invoke("8.tar.gz", "{}")
      let own = try await client.invoke("8.tar.gz", "{}", path: "/endpoints/a%2Fb/invocations")

      #expect(other.status == 400)
      #expect(other.body.contains("Endpoint fleet of this account not found."))
      #expect(own.status == 200)
    }
  }

  @Test func `types that are not read, or not written, are the model's error`() async throws {
    try await withServer(on: folder) { client in
      let xml = try await client.invoke(
        "8.tar.gz", "<period>7</period>", headers: ["Content-Type": "application/xml"])
      let html = try await client.invoke("8.tar.gz", "{}", headers: ["Accept": "text/html"])

      #expect(xml.status == 424)
      #expect(xml.body.contains(#""OriginalStatusCode":415"#))
      #expect(html.body.contains(#""OriginalStatusCode":406"#))
    }
  }

  @Test func `a damaged archive is the model's error, and is not asked for again`() async throws {
    try folder.publish([1, 2, 3], of: "bad")

    try await withServer(on: folder) { client in
      let answer = try await client.invoke("bad.tar.gz", "{}")

      #expect(answer.status == 424)
      #expect(answer.body.contains("Received server error (500) from model"))
    }
  }

  @Test func `a body beyond the limit is refused by its announced and by its real length`()
    async throws
  {
    var configuration = ForecastServerConfiguration()
    configuration.maximumBodyBytes = 20

    try await withServer(on: folder, configuration: configuration) { client in
      let exact = try await client.invoke("8.tar.gz", #"{"period": 7       }"#)
      let announced = try await client.invoke("8.tar.gz", #"{"period": 7        }"#)
      let chunked = try await client.exchange(
        "POST \(Self.path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
          + "X-Amzn-SageMaker-Target-Model: 8.tar.gz\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "15\r\n{\"period\": 7        }\r\n0\r\n\r\n")

      #expect(exact.status == 200)
      #expect(announced.status == 413)
      #expect(announced.headers["x-amzn-errortype"] == "ValidationError")
      #expect(chunked.hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func `too many cold models at once are told to come again`() async throws {
    var limits = ServingLimits()
    limits.concurrentReads = 0
    limits.queuedLoads = 0
    let repository = ModelRepository(directory: folder.path, limits: limits, logger: silent)

    try await withServer(repository: repository) { client in
      let answer = try await client.invoke("8.tar.gz", "{}")

      #expect(answer.status == 503)
      #expect(answer.headers["x-amzn-errortype"] == "ServiceUnavailable")
      #expect(answer.headers["retry-after"] == "1")
    }
  }
}

private struct Fault: Decodable {
  let message: String
  let originalStatusCode: Int?
  let originalMessage: String?

  private enum CodingKeys: String, CodingKey {
    case message = "Message"
    case originalStatusCode = "OriginalStatusCode"
    case originalMessage = "OriginalMessage"
  }
}

extension HTTPClient {
  /// Asks as botocore does.
  fileprivate func invoke(
    _ target: String, _ body: String, path: String = "/endpoints/fleet/invocations",
    headers: [String: String] = [:]
  ) async throws -> Answer {
    try await send(
      "POST", path, headers: headers.merging(["X-Amzn-SageMaker-Target-Model": target]) { $1 },
      body: body)
  }
}
