import AccessTokens
import ArgumentParser
import FileSystem
import Foundation

/// `fleetcast token`: who may ask the endpoint.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Make, list and revoke the tokens of those who may ask the endpoint.",
    subcommands: [
      TokenCreateCommand.self, TokenListCommand.self, TokenRevokeCommand.self,
    ])

  /// Seconds since 1970-01-01 UTC.
  static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}

/// Where the tokens are.
struct TokenFileOption: ParsableArguments {
  @Option(help: "File of the tokens, as in 'fleetcast serve --auth' (default: tokens.json).")
  var auth: String?

  var flags: [String: String?] { [Catalogue.auth.name: auth] }

  static func file(from settings: Settings) throws(SettingsError) -> TokenFile {
    TokenFile(try settings.value(Catalogue.auth, default: "tokens.json"))
  }
}

extension TokenFileError {
  /// What a command ends with.
  var failure: CommandFailure {
    CommandFailure(status: isOfSystem ? .failed : .usage, message: description)
  }
}

extension TokenFileError {
  /// Whether the machine failed, and not what was asked of it.
  private var isOfSystem: Bool {
    switch self {
    case .system, .unreadable(.system): true
    case .unreadable, .writableByOthers, .malformed, .unknownVersion: false
    }
  }
}
