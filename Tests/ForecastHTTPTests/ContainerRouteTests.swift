import Customers
import ForecastHTTP
import Foundation
import ModelArtifacts
import ModelServing
import TestArtifacts
import TestFolders
import Testing

/// The contract of SageMaker's containers, in the order in which its own toolkit tests it.
struct ContainerRouteTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `models are loaded, listed, asked and unloaded`() async throws {
    let (first, second) = (try unpack("8", level: 500), try unpack("9", level: 900))

    try await withContainer { client in
      let ping = try await client.get("/ping")
      let none = try await client.get("/models")
      let loaded = try await client.load("0a1b", first)
      _ = try await client.load("2c3d", second)
      let both = try await client.get("/models")
      let one = try await client.get("/models/0a1b")
      let unloaded = try await client.send("DELETE", "/models/0a1b")
      let rest = try await client.get("/models")

      #expect(ping.status == 200)
      #expect(none.body == "{\"models\":[]}\n")
      #expect(loaded.status == 200)
      #expect(loaded.body == "{\"status\":\"Workers scaled\"}\n")
      #expect(
        both.body == """
          {"models":[{"modelName":"0a1b","modelUrl":"\(first)"},\
          {"modelName":"2c3d","modelUrl":"\(second)"}]}

          """)
      #expect(one.body == "{\"modelName\":\"0a1b\",\"modelUrl\":\"\(first)\"}\n")
      #expect(unloaded.body == "{\"status\":\"Model \\\"0a1b\\\" unregistered\"}\n")
      #expect(rest.body.contains("2c3d") && !rest.body.contains("0a1b"))
    }
  }

  @Test func `a loaded model answers, whatever its customer is called`() async throws {
    let path = try unpack("8", level: 500)

    try await withContainer { client in
      _ = try await client.load("0a1b", path)
      let answer = try await client.send(
        "POST", "/models/0a1b/invoke",
        headers: ["X-Amzn-SageMaker-Target-Model": "fleet/8.tar.gz"], body: #"{"period": 1}"#)
      let bad = try await client.send("POST", "/models/0a1b/invoke", body: "{")

      #expect(answer.status == 200)
      #expect(answer.body.hasPrefix(#""{\"ds\":{\"30\":1643587200000}"#))
      #expect(bad.status == 400)
      #expect(bad.body.hasPrefix(#"{"code":400,"type":"BadRequestException","message":"#))
    }
  }

  @Test func `an archive that is still packed is loaded too, and read again when it changes`()
    async throws
  {
    let path = try folder.write(
      Data(try encoded(try sampleArtifact(of: "8"))), to: "7e/model/8.tar.gz")

    try await withContainer { client in
      let loaded = try await client.load("7e", path)
      let answer = try await client.send("POST", "/models/7e/invoke", body: "{}")

      #expect(loaded.status == 200)
      #expect(answer.status == 200)
    }
  }

  @Test func `errors have the status and the words of SageMaker's model servers`() async throws {
    let path = try unpack("8", level: 500)
    let damaged = try folder.write(Data([1, 2, 3]), to: "bad/model/x.tar.gz")
    try folder.makeFolder("empty/model")
    let root = folder.path

    try await withContainer { client in
      _ = try await client.load("0a1b", path)
      let cases: [(HTTPClient.Answer, Int, String)] = [
        (try await client.load("0a1b", path), 409, "Model 0a1b is already registered."),
        (try await client.load("x", root + "/none/model"), 404, "there is no model at"),
        (try await client.load("x", damaged), 400, "artifact_damaged_gzip"),
        (try await client.load("x", root + "/empty/model"), 404, "there is no model at"),
        (try await client.load("x", "/etc/passwd"), 400, "is no path of a model"),
        (try await client.load("x", root + "/8/model/../../8"), 400, "is no path of a model"),
        (try await client.load("x", root + "/8/other"), 400, "is no path of a model"),
        (try await client.load("../x", path), 400, "model_name"),
        (try await client.send("POST", "/models", body: "{"), 400, "no JSON"),
        (try await client.send("POST", "/models", body: "{}"), 400, "'model_name' and 'url'"),
        (try await client.get("/models/none"), 404, "Model not found: none"),
        (try await client.send("DELETE", "/models/none"), 404, "Model not found: none"),
        (
          try await client.send("POST", "/models/none/invoke", body: "{}"), 404,
          "Model not found: none"
        ),
        (try await client.get("/models?limit=x"), 400, "'limit'"),
        (try await client.get("/models/a/b/c"), 404, "no such path"),
        (try await client.send("PUT", "/models"), 405, "GET, HEAD"),
      ]
      for (answer, status, sentence) in cases {
        #expect(answer.status == status, "\(answer)")
        let fault = try JSONDecoder().decode(Fault.self, from: Data(answer.body.utf8))
        #expect(fault.code == status)
        #expect(fault.type.hasSuffix("Exception"))
        #expect(fault.message.contains(sentence), "\(fault)")
      }
      #expect(try await client.get("/models").body.contains("0a1b"))
    }
  }

  @Test(arguments: [0, 1, 100, 101, 200])
  func `pages hold every model once, and only the last has no token`(count: Int) async throws {
    let path = try unpack("8", level: 500)
    let models = registered()
    for number in 0..<count { try await models.register(.init("m\(number)"), path: path) }

    try await withContainer(models) { client in
      var names: [String] = []
      var pages = 0
      var token: String? = ""
      while let last = token {
        let suffix = last.isEmpty ? "" : "&next_page_token=\(last)"
        let answer = try await client.get("/models?limit=100\(suffix)")
        let page = try JSONDecoder().decode(Page.self, from: Data(answer.body.utf8))
        names += page.models.map(\.modelName)
        token = page.nextPageToken
        pages += 1
      }

      #expect(names == (0..<count).map { "m\($0)" }.sorted())
      #expect(pages == max(1, (count + 99) / 100))
    }
  }

  @Test func `a model that alone is larger than the cache has no room, and stays out`()
    async throws
  {
    let path = try unpack("8", level: 500)
    var limits = ServingLimits()
    limits.cacheBytes = 100

    try await withContainer(registered(limits)) { client in
      let answer = try await client.load("0a1b", path)
      let list = try await client.get("/models")

      #expect(answer.status == 507)
      #expect(answer.body.contains("the cache has 100"))
      #expect(list.body == "{\"models\":[]}\n")
    }
  }

  @Test func `without a registry of models there is no management`() async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.get("/models")

      #expect(answer.status == 404)
    }
  }

  @Test func `a single model is asked at invocations, of a folder the one that is named`()
    async throws
  {
    _ = try unpack("8", level: 500, to: "")
    try folder.publish(try sampleArtifact(of: "9", level: 900))
    let single = ModelRepository(unpackedIn: folder.path, logger: silent)
    let repository = ModelRepository(directory: folder.path, logger: silent)

    try await withServer(repository: repository, single: single) { client in
      let own = try await client.send("POST", "/invocations", body: #"{"period": 1}"#)
      let named = try await client.send(
        "POST", "/invocations", body: #"{"period": 1, "customer": "9"}"#)
      let target = try await client.send(
        "POST", "/invocations", headers: ["X-Amzn-SageMaker-Target-Model": "9.tar.gz"],
        body: #"{"period": 1}"#)
      let unknown = try await client.send("POST", "/invocations", body: #"{"customer": "x"}"#)
      let two = try await client.send(
        "POST", "/invocations", headers: ["X-Amzn-SageMaker-Target-Model": "9.tar.gz"],
        body: #"{"customer": "8"}"#)

      #expect(own.status == 200)
      #expect(named.status == 200)
      #expect(named.body != own.body)
      #expect(target.body == named.body)
      #expect(unknown.status == 404)
      #expect(two.status == 400)
    }
  }

  @Test func `where there is no single model a customer must be named`() async throws {
    let single = ModelRepository(unpackedIn: folder.path, logger: silent)
    let repository = ModelRepository(directory: folder.path, logger: silent)

    try await withServer(repository: repository, single: single) { client in
      let answer = try await client.send("POST", "/invocations", body: "{}")

      #expect(answer.status == 400)
      #expect(answer.body.contains("name the customer"))
    }
  }

  private func registered(_ limits: ServingLimits = .init()) -> RegisteredModels {
    RegisteredModels(root: folder.path, limits: limits, logger: silent)
  }

  private func withContainer(
    _ models: RegisteredModels? = nil,
    _ body: @escaping @Sendable (HTTPClient) async throws -> Void
  ) async throws {
    try await withServer(
      repository: ModelRepository(directory: folder.path, logger: silent),
      registered: models ?? registered(), body)
  }

  /// Puts an archive's members where SageMaker unpacks them.
  private func unpack(_ customer: String, level: Double, to place: String? = nil) throws -> String {
    let bytes = try encoded(try sampleArtifact(of: customer, level: level))
    let archive = try folder.write(Data(bytes), to: "\(customer)/packed.tar.gz")
    let name = place ?? "\(customer)/model"
    let path = folder.path(name)
    try folder.makeFolder(name)
    let tar = try Process.run(
      URL(filePath: "/usr/bin/env"), arguments: ["tar", "xzf", archive, "-C", path])
    tar.waitUntilExit()
    try #require(tar.terminationStatus == 0)
    return path
  }
}

private struct Fault: Decodable {
  let code: Int
  let type: String
  let message: String
}

private struct Page: Decodable {
  struct Model: Decodable {
    let modelName: String
  }
  let models: [Model]
  let nextPageToken: String?
}

extension HTTPClient {
  fileprivate func load(_ name: String, _ path: String) async throws -> Answer {
    try await send(
      "POST", "/models", body: "{\"model_name\":\"\(name)\",\"url\":\"\(path)\"}")
  }
}
