import Foundation
import FoundationNetworking
import TestFolders
import Testing

/// A running `fleetcast serve` on a port that the system chose.
struct Endpoint {
  private let running: RunningFleetcast
  let address: String

  init(
    artifacts: String, in folder: TemporaryFolder, arguments: [String] = [],
    environment: [String: String] = [:]
  ) throws {
    running = try Fleetcast.start(
      ["serve", "--artifacts", artifacts, "--port", "0"] + arguments, in: folder,
      environment: environment)
    let deadline = Date(timeIntervalSinceNow: 20)
    var found: Substring?
    while found == nil, Date() < deadline, running.process.isRunning {
      found = running.errorsSoFar.firstMatch(of: /http:\/\/[0-9.]+:[0-9]+/)?.0
      if found == nil { Thread.sleep(forTimeInterval: 0.01) }  // a file has no event to await here
    }
    address = String(try #require(found, "the endpoint did not start: \(running.errorsSoFar)"))
  }

  func get(_ path: String) async throws -> (status: Int, body: String) {
    try await ask("GET", path)
  }

  func ask(
    _ method: String, _ path: String, _ body: String? = nil, type: String? = nil
  ) async throws -> (status: Int, body: String) {
    var request = URLRequest(url: try #require(URL(string: address + path)))
    request.httpMethod = method
    request.httpBody = body.map { Data($0.utf8) }
    if let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
    let (data, response) = try await URLSession.shared.data(for: request)
    let status = try #require(response as? HTTPURLResponse).statusCode
    return (status, String(decoding: data, as: UTF8.self))
  }

  var port: Int { Int(address.split(separator: ":").last ?? "") ?? 0 }
  var processID: Int32 { running.process.processIdentifier }

  /// Sends SIGTERM.
  func terminate() { running.process.terminate() }

  /// Waits for the end.
  func finished() throws -> Fleetcast { try running.finished() }
  /// The status of an answer, asked for with a token or without.
  func status(_ path: String, token: String?) async throws -> Int {
    var request = URLRequest(url: try #require(URL(string: address + path)))
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    let (_, response) = try await URLSession.shared.data(for: request)
    return try #require(response as? HTTPURLResponse).statusCode
  }

  /// Sends SIGHUP and waits until the log has the words.
  func hangUp(untilLogged words: String) throws {
    kill(running.process.processIdentifier, SIGHUP)
    let deadline = Date(timeIntervalSinceNow: 20)
    while !running.errorsSoFar.contains(words), Date() < deadline {
      Thread.sleep(forTimeInterval: 0.01)  // a file has no event to await here
    }
    try #require(running.errorsSoFar.contains(words), "\(running.errorsSoFar)")
  }

  /// Sends SIGTERM and waits for the end.
  func stop() throws -> Fleetcast {
    terminate()
    return try finished()
  }
}
