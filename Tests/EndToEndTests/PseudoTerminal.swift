import Foundation
import TestFolders

/// `fleetcast` at a terminal of 60 columns, made by script(1).
final class PseudoTerminal {
  static let columns = 60

  private let process = Process()
  private let keyboard = Pipe()
  private let output: URL
  private let log: TemporaryFolder

  /// Starts the command; its words are free of what a shell would not leave as it is.
  init(_ arguments: [String], in folder: TemporaryFolder) throws {
    log = try TemporaryFolder()
    output = log["out"]
    try Data().write(to: output)
    let binary = Fleetcast.binary.path(percentEncoded: false)
    let command = ([binary] + arguments).joined(separator: " ")
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "script", "--quiet", "--flush", "--return", "--command",
      "stty cols \(Self.columns) rows 24; exec \(command)", "/dev/null",
    ]
    process.currentDirectoryURL = folder.url
    process.standardInput = keyboard
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = process.standardOutput
    try process.run()
  }

  /// Everything that has come to the terminal.
  var received: String {
    get throws { String(decoding: try Data(contentsOf: output), as: UTF8.self) }
  }

  func type(_ text: String) throws {
    try keyboard.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Waits for the end; the command's exit status, 128 and the signal's number where one ended it.
  func finished() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Waits for up to a minute until so much has come; what is on a terminal has no event to await.
  func waits(until condition: (String) -> Bool) throws -> Bool {
    let deadline = Date(timeIntervalSinceNow: 60)
    while Date() < deadline {
      if condition(try received) { return true }
      Thread.sleep(forTimeInterval: 0.005)
    }
    return false
  }

  /// What can be read on the terminal: text, and the two commands that a redraw is made of.
  static func screen(of text: String) -> [String] {
    var lines = [""]
    var row = 0
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "\u{1B}":
        let letter = rest.firstIndex(where: \.isLetter) ?? rest.endIndex
        let number = Int(rest[..<letter].dropFirst())
        if rest[letter...].first == "F" { row = max(0, row - (number ?? 1)) }
        if rest[letter...].first == "J" { lines = Array(lines[..<row]) + [""] }
        rest = rest[letter...].dropFirst()
      case "\n", "\r\n":
        row += 1
        if row == lines.count { lines.append("") }
      default:
        if lines[row].count == columns {
          row += 1
          if row == lines.count { lines.append("") }
        }
        lines[row].append(character)
      }
    }
    return lines
  }
}
