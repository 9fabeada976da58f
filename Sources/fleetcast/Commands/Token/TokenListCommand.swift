import AccessTokens
import ArgumentParser

/// `fleetcast token list`.
struct TokenListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the tokens: what each allows, and until when.",
    usage: "fleetcast token list [<options>]",
    discussion: """
      Secrets are not kept, so that none is shown.

      Examples:
        fleetcast token list
        fleetcast token list --auth /etc/fleetcast/tokens.json --json
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var file: TokenFileOption

  @Flag(help: "Print one JSON object a token.")
  var json = false

  func run() throws {
    let settings = try Settings.resolved(flags: [
      common.flags, file.flags, [Catalogue.json.name: json ? "true" : nil],
    ])
    let file = try TokenFileOption.file(from: settings)
    let records: [TokenRecord]
    do throws(TokenFileError) {
      records = try file.records()
    } catch {
      throw error.failure
    }
    let now = TokenCommand.now
    let lines = records.map { TokenLine($0, now: now) }
    if try settings.value(Catalogue.json, default: false) {
      for line in lines { try StandardOutput.write(line: try JSONText.of(line)) }
    } else {
      try StandardOutput.write(Array(TokenLine.table(lines).utf8))
    }
  }
}
