import Foundation
import FoundationNetworking
import TestFolders
import Testing

/// Every way to ask the release binary for a forecast.
struct FleetDoors {
  private let folder: TemporaryFolder
  private let models: String
  /// Of the whole fleet.
  private let fleet: Endpoint
  /// A container that is told by requests which models there are.
  private let container: Endpoint
  /// Containers that have one model, by customer.
  private let single: [String: Endpoint]

  init(models: String, of customers: [String], in folder: TemporaryFolder) async throws {
    self.folder = folder
    self.models = models
    fleet = try Endpoint(artifacts: models, in: folder)
    let root = folder.path("registered")
    container = try Endpoint(
      artifacts: models, in: folder, arguments: ["--host", "127.0.0.1", "--models-root", root],
      environment: ["SAGEMAKER_MULTI_MODEL": "true"])
    var single: [String: Endpoint] = [:]
    for customer in customers {
      let unpacked = "registered/\(customer)/model"
      try folder.makeFolder(unpacked)
      _ = try shell(
        "tar xzf '\(folder.path(models))/\(customer).tar.gz' -C '\(folder.path(unpacked))'")
      single[customer] = try Endpoint(artifacts: unpacked, in: folder)
      let answer = try await container.post(
        "/models", "{\"model_name\":\"\(customer)\",\"url\":\"\(folder.path(unpacked))\"}")
      try #require(answer.status == 200, "\(answer.body)")
    }
    self.single = single
  }

  func close() throws {
    for endpoint in [fleet, container] + single.values { #expect(try endpoint.stop().status == 0) }
  }

  /// The answers by door; all but those of `export`.
  func answers(to question: DoorQuestion) async throws -> [String: ForecastTableAnswer] {
    var answers: [String: ForecastTableAnswer] = [:]
    answers["forecast --format json"] = try ForecastTableAnswer(json: printed(question, "json"))
    answers["forecast --format csv"] = try ForecastTableAnswer(csv: printed(question, "csv"))

    let path = "/v1/customers/\(question.customer)/forecast?\(question.query)&format="
    answers["REST, JSON"] = try ForecastTableAnswer(json: await got(path + "json"))
    answers["REST, CSV"] = try ForecastTableAnswer(csv: await got(path + "csv"))
    answers["REST, NDJSON"] = try ForecastTableAnswer(lines: await got(path + "ndjson"))
    let batch = question.body(withCustomer: true) + "\n"
    answers["batch"] = try ForecastTableAnswer(
      json: await posted(
        fleet, "/v1/forecasts", batch, ["Content-Type": "application/x-ndjson"]))

    let target = ["X-Amzn-SageMaker-Target-Model": "\(question.customer).tar.gz"]
    let runtime = "/endpoints/fleet/invocations"
    answers["endpoint"] = try ForecastTableAnswer(
      frame: await posted(fleet, runtime, question.body(), target))
    answers["endpoint, doubly encoded"] = try ForecastTableAnswer(
      frame: await posted(fleet, runtime, question.doublyEncodedBody, target))
    answers["endpoint, CSV"] = try ForecastTableAnswer(
      csv: await posted(
        fleet, runtime, question.body(), target.merging(["Accept": "text/csv"]) { $1 }))
    answers["invocations of a folder"] = try ForecastTableAnswer(
      frame: await posted(fleet, "/invocations", question.body(withCustomer: true)))
    let one = try #require(single[question.customer])
    answers["invocations of one model"] = try ForecastTableAnswer(
      frame: await posted(one, "/invocations", question.body()))
    answers["registered model"] = try ForecastTableAnswer(
      frame: await posted(container, "/models/\(question.customer)/invoke", question.body()))
    return answers
  }

  /// The rows of one customer in `fleetcast export`.
  func exported(_ question: DoorQuestion) throws -> ForecastTableAnswer {
    let levels = question.levels.isEmpty ? [] : ["--level", question.levelList]
    let run = try Fleetcast.run(
      ["export", "--artifacts", models, "--horizon", question.horizon] + levels, in: folder)
    try #require(run.status == 0, "\(run.standardError)")
    let lines = run.standardOutput.split(separator: "\n").filter {
      $0.hasPrefix("customer,") || $0.hasPrefix("\(question.customer),")
    }
    return try ForecastTableAnswer(
      csv: lines.map { $0.drop { $0 != "," }.dropFirst() }.joined(separator: "\n"))
  }

  private func printed(_ question: DoorQuestion, _ format: String) throws -> String {
    let run = try Fleetcast.run(
      ["forecast"] + question.arguments + ["--artifacts", models, "--format", format], in: folder)
    try #require(run.status == 0, "\(run.standardError)")
    return run.standardOutput
  }

  private func got(_ path: String) async throws -> String {
    let answer = try await fleet.get(path)
    try #require(answer.status == 200, "\(path): \(answer.body)")
    return answer.body
  }

  private func posted(
    _ endpoint: Endpoint, _ path: String, _ body: String, _ headers: [String: String] = [:]
  ) async throws -> String {
    let answer = try await endpoint.post(path, body, headers)
    try #require(answer.status == 200, "\(path): \(answer.body)")
    return answer.body
  }
}

extension Endpoint {
  /// Sends a body; JSON unless `headers` say otherwise.
  fileprivate func post(
    _ path: String, _ body: String, _ headers: [String: String] = [:]
  ) async throws -> (status: Int, body: String) {
    var request = URLRequest(url: try #require(URL(string: address + path)))
    request.httpMethod = "POST"
    request.httpBody = Data(body.utf8)
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await URLSession.shared.data(for: request)
    let status = try #require(response as? HTTPURLResponse).statusCode
    return (status, String(decoding: data, as: UTF8.self))
  }
}
