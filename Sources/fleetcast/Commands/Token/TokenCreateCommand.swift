import AccessTokens
import ArgumentParser
import Forecasting

/// `fleetcast token create`.
struct TokenCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a token, print it once, and keep its digest.",
    usage: "fleetcast token create [<options>] --scope <scope> ... <name>",
    discussion: """
      The token goes to standard output, and nowhere else: the file holds only the
      SHA-256 digest of its secret. Whoever holds it sends it as 'Authorization:
      Bearer fc_...'. A running server takes up the file at SIGHUP.

      Scopes are what the token allows, each once more with --scope:
        read:GLOB   forecasts of those whom GLOB means: read:8, read:north-*, read:*
        write:GLOB  their actuals, by POST /v1/actuals
        metrics     GET /metrics, which names no customer
        admin       everything, also the management of a container's models

      A scope that is given twice counts once. A name may stand in the file once:
      revoke the old token, or give the new one another name, such as dashboard-2.

      Examples:
        fleetcast token create dashboard --scope 'read:*'
        fleetcast token create north --scope 'read:north-*' --scope 'write:north-*'
        fleetcast token create prometheus --scope metrics --expires never >token
      """)

  @Argument(help: "What the token is for, to tell it from others.")
  var name: String

  @OptionGroup var common: CommonOptions
  @OptionGroup var file: TokenFileOption

  @Option(help: "What the token allows: read:GLOB, write:GLOB, metrics, admin.")
  var scope: [String]

  @Option(help: "How long the token is valid: 12h, 90d, never (default: 365d).")
  var expires: String?

  func run() throws {
    let settings = try Settings.resolved(flags: [common.flags, file.flags])
    let file = try TokenFileOption.file(from: settings)
    let now = TokenCommand.now
    let token = BearerToken.random()
    let record = TokenRecord(
      token, name: name, scopes: try Self.scopes(scope), created: now,
      expires: try Self.lifetime(expires ?? "365d").map { now + $0 })
    try Self.add(record, to: file)
    try StandardOutput.write(line: token.text)
    guard !(try settings.value(Catalogue.quiet, default: false)) else { return }
    StandardError.write(
      "Token \(record.id) is in \(file.path); this is the only time that it is shown whole.")
  }

  private static func add(_ record: TokenRecord, to file: TokenFile) throws(CommandFailure) {
    let other: TokenRecord?
    do throws(TokenFileError) {
      other = try file.update { records in
        let other = records.first { $0.name == record.name }
        if other == nil { records.append(record) }
        return other
      }
    } catch {
      throw error.failure
    }
    guard let other else { return }
    throw CommandFailure(
      status: .usage,
      message: "token \(other.id) in \(file.path) has the name '\(record.name)' already: choose"
        + " another, or revoke it first")
  }

  /// Each once, in the order given.
  private static func scopes(_ texts: [String]) throws(CommandFailure) -> [AccessScope] {
    var scopes: [AccessScope] = []
    for text in texts {
      let scope = try scope(text)
      if !scopes.contains(scope) { scopes.append(scope) }
    }
    return scopes
  }

  private static func scope(_ text: String) throws(CommandFailure) -> AccessScope {
    do {
      return try AccessScope(text)
    } catch {
      throw CommandFailure(status: .usage, message: "--scope: \(error)")
    }
  }

  /// A hundred years, in seconds.
  private static let longestLifetime: Int64 = 36_525 * 86_400

  /// In seconds; nil where there is no end.
  private static func lifetime(_ text: String) throws(CommandFailure) -> Int64? {
    guard text != "never" else { return nil }
    // What was expected is said below.
    guard case .duration(let seconds)? = try? Horizon(text) else {
      throw CommandFailure(
        status: .usage,
        message:
          "--expires: expected a length of time such as 12h or 90d, or never, found '\(text)'")
    }
    guard seconds <= longestLifetime else {
      throw CommandFailure(
        status: .usage,
        message: "--expires: more than 100 years, '\(text)'; a token without an end is 'never'")
    }
    return seconds
  }
}
