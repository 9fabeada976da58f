import Foundation
import TestFolders
import Testing

/// The release binary, run as a user runs it.
struct Fleetcast {
  let standardOutput: String
  let standardError: String
  let status: Int32

  /// `FLEETCAST_BINARY`, else what `make build` makes.
  static var binary: URL {
    if let path = ProcessInfo.processInfo.environment["FLEETCAST_BINARY"] {
      return URL(filePath: path)
    }
    return URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../.build/release/fleetcast").standardizedFileURL
  }

  /// Runs `fleetcast` in `folder` to its end, through a `prefix` such as `setpriv` where given.
  @discardableResult
  static func run(
    _ arguments: String..., in folder: TemporaryFolder, environment: [String: String] = [:],
    through prefix: [String] = []
  ) throws -> Fleetcast {
    let process = try start(arguments, in: folder, environment: environment, through: prefix)
    return try process.finished()
  }

  /// Runs `fleetcast` with a list of arguments to its end.
  @discardableResult
  static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Fleetcast {
    try start(arguments, in: folder).finished()
  }

  /// Starts `fleetcast` and returns at once.
  static func start(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
    through prefix: [String] = []
  ) throws -> RunningFleetcast {
    try #require(
      FileManager.default.isExecutableFile(atPath: binary.path(percentEncoded: false)),
      "no binary at \(binary.path(percentEncoded: false)): run 'make build' first")
    let command = prefix + [binary.path(percentEncoded: false)] + arguments
    let process = Process()
    process.executableURL = URL(filePath: command[0].hasPrefix("/") ? command[0] : "/usr/bin/env")
    process.arguments = command[0].hasPrefix("/") ? Array(command.dropFirst()) : command
    process.currentDirectoryURL = folder.url
    process.environment = cleanEnvironment.merging(environment) { $1 }
    return try RunningFleetcast(process)
  }

  private static var cleanEnvironment: [String: String] {
    ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("FLEETCAST_") }
  }
}

/// A started `fleetcast`, its output going to files so that no pipe can fill up.
final class RunningFleetcast {
  let process: Process
  private let logs: TemporaryFolder
  private let output: URL
  private let errors: URL

  fileprivate init(_ process: Process) throws {
    self.process = process
    logs = try TemporaryFolder()
    output = logs["out"]
    errors = logs["err"]
    for file in [output, errors] {
      try Data().write(to: file)
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  var errorsSoFar: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

  /// Waits for the end.
  func finished() throws -> Fleetcast {
    process.waitUntilExit()
    return Fleetcast(
      standardOutput: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      standardError: String(decoding: try Data(contentsOf: errors), as: UTF8.self),
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus)
  }
}
