import ArgumentParser
import Foundation
import Glibc
import Logging
import TestFolders
import Testing

@testable import fleetcast

/// Who may ask, as settings and signals say it.
struct TokenSettingsTests {
  @Test(arguments: [false, true])
  func `a file of tokens that is set to nothing is an error, not a server without tokens`(
    byFile: Bool
  ) throws {
    let folder = try TemporaryFolder()
    let file = byFile ? try folder.write("auth: \"\"\n", to: "fleetcast.yaml") : nil
    let settings = try Settings(
      flags: [Catalogue.config.name: file], environment: byFile ? [:] : ["FLEETCAST_AUTH": ""],
      defaultFileExists: false)

    #expect(throws: SettingsError.self) { try settings.value(Catalogue.auth) }
  }

  @Test(arguments: ["9999999999999d", "36526d"])
  func `a token for more than a hundred years is refused`(expires: String) throws {
    let command = try TokenCreateCommand.parse([
      "a", "--scope", "admin", "--expires", expires, "--auth", "/nowhere/tokens.json",
    ])

    let failure = #expect(throws: CommandFailure.self) { try command.run() }

    #expect(failure?.message.contains("100 years") == true)
  }

  @Test func `SIGHUP does not end a server without tokens`() async {
    let (lines, log) = AsyncStream.makeStream(of: String.self)
    let reload = await TokenReload(nil, logger: Logger(label: "test") { _ in LogLines(to: log) })
    let running = Task { await reload.run() }

    kill(getpid(), SIGHUP)
    var words = lines.makeAsyncIterator()
    let line = await words.next()
    running.cancel()

    #expect(line?.contains("no tokens to read") == true)
  }
}

/// Hands every message on.
private struct LogLines: LogHandler {
  let output: AsyncStream<String>.Continuation
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  init(to output: AsyncStream<String>.Continuation) {
    self.output = output
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { output.yield("\(event.message)") }
}
