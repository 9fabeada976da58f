import Foundation
import TestFolders
import Testing

/// A folder of CSVs in, a customer's forecast out.
@Suite struct MainRoadTests {
  @Test func `a generated fleet is trained, forecast, exported and reported`() throws {
    let folder = try TemporaryFolder()

    let generated = try Fleetcast.run("generate", "--customers", "30", "--out", "data", in: folder)
    let trained = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    let forecast = try Fleetcast.run(
      "forecast", "8", "--artifacts", "models", "--horizon", "7", in: folder)
    let exported = try Fleetcast.run(
      "export", "--artifacts", "models", "--horizon", "7", "--out", "f.csv", in: folder)
    let status = try Fleetcast.run("status", "--artifacts", "models", in: folder)

    #expect(generated.status == 0, "\(generated.standardError)")
    #expect(trained.status == 0, "\(trained.standardError)")
    #expect(try folder.names(in: "models").filter { !$0.hasPrefix(".") }.count == 30)
    #expect(forecast.status == 0, "\(forecast.standardError)")
    #expect(forecast.standardOutput.split(separator: "\n").count == 8)
    #expect(exported.status == 0, "\(exported.standardError)")
    let rows = try folder.text(of: "f.csv").split(separator: "\n")
    #expect(rows.first == "customer,timestamp,yhat,yhat_lower,yhat_upper")
    #expect(rows.count == 1 + 30 * 7)
    #expect(status.status == 0)
    #expect(status.standardOutput.contains("30 trained"))
  }

  @Test func `the example fleet of the repository trains with every default`() throws {
    let folder = try TemporaryFolder()
    let example = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../data").standardizedFileURL
    try FileManager.default.createSymbolicLink(at: folder["data"], withDestinationURL: example)

    let trained = try Fleetcast.run("train", in: folder)
    let forecast = try Fleetcast.run("forecast", "8", in: folder)

    #expect(trained.status == 0, "\(trained.standardError)")
    #expect(forecast.standardOutput.split(separator: "\n").count == 31)
  }

  @Test func `archives hold their three members in order`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 60), to: "data/a.csv")
    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    let listing = try shell("tar tzf '\(folder.path("models/a.tar.gz"))'")

    #expect(listing == "manifest.json\nmodel.json\nstate.bin\n")
  }

  @Test func `the same input gives the same bytes, whatever the number of workers`() throws {
    let folder = try TemporaryFolder()
    try Fleetcast.run("generate", "--customers", "40", "--out", "data", in: folder)

    try Fleetcast.run("train", "data", "--artifacts", "one", "--workers", "1", in: folder)
    try Fleetcast.run("train", "data", "--artifacts", "three", "--workers", "3", in: folder)

    for number in 1...40 {
      let name = "\(number).tar.gz"
      #expect(
        try Data(contentsOf: folder["one/\(name)"]) == Data(contentsOf: folder["three/\(name)"]))
    }
  }

  @Test func `what forecast prints as JSON is what the endpoint answers and export writes`()
    async throws
  {
    let folder = try TemporaryFolder()
    try Fleetcast.run("generate", "--customers", "3", "--out", "data", in: folder)
    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    let server = try Endpoint(artifacts: "models", in: folder)

    let printed = try Fleetcast.run(
      "forecast", "2", "--artifacts", "models", "--horizon", "5", "--format", "json", in: folder)
    let csv = try Fleetcast.run(
      "forecast", "2", "--artifacts", "models", "--horizon", "5", "--format", "csv", in: folder)
    let exported = try Fleetcast.run(
      "export", "--artifacts", "models", "--horizon", "5", in: folder)
    let answer = try await server.get("/v1/customers/2/forecast?horizon=5")
    let stopped = try server.stop()

    #expect(answer.status == 200)
    #expect(answer.body + "\n" == printed.standardOutput || answer.body == printed.standardOutput)
    let rows = csv.standardOutput.split(separator: "\n").dropFirst().map { "2," + $0 }
    let exportedRows = exported.standardOutput.split(separator: "\n").filter { $0.hasPrefix("2,") }
    #expect(rows == exportedRows.map(String.init))
    #expect(stopped.status == 0, "\(stopped.standardError)")
  }

  @Test func `a long file is split into a folder that trains`() throws {
    let folder = try TemporaryFolder()
    var long = "meter,when,kwh\n"
    for (customer, level) in [("north", 100.0), ("south", 50.0)] {
      for line in dailyCSV(rows: 40, level: level).split(separator: "\n").dropFirst() {
        long += "\(customer),\(line)\n"
      }
    }
    try folder.write(long, to: "long.csv")

    let split = try Fleetcast.run(
      "split", "long.csv", "--out", "data", "--customer-column", "meter", "--time-column", "when",
      "--value-column", "kwh", in: folder)
    let trained = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    #expect(split.status == 0, "\(split.standardError)")
    #expect(try folder.names(in: "data") == ["north.csv", "south.csv"])
    #expect(trained.status == 0, "\(trained.standardError)")
  }
}

/// What a shell command prints; the test fails where it fails.
func shell(_ command: String) throws -> String {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(filePath: "/bin/sh")
  process.arguments = ["-c", command]
  process.standardOutput = output
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  try #require(process.terminationStatus == 0, "\(command)")
  return text
}
