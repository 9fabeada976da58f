import AccessTokens
import ArgumentParser

/// `fleetcast token revoke`.
struct TokenRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Take tokens out of the file.",
    usage: "fleetcast token revoke [<options>] <ids> ...",
    discussion: """
      A running server takes up the file at SIGHUP: until then the tokens are valid
      there.

      Examples:
        fleetcast token revoke 0f3a9c51d2e4
        fleetcast token revoke 0f3a9c51d2e4 && systemctl kill -s HUP fleetcast-serve
      """)

  @Argument(help: "The tokens' IDs, as 'fleetcast token list' shows them.")
  var ids: [String]

  @OptionGroup var common: CommonOptions
  @OptionGroup var file: TokenFileOption

  func run() throws {
    let settings = try Settings.resolved(flags: [common.flags, file.flags])
    let file = try TokenFileOption.file(from: settings)
    let wanted = Set(ids)
    let unknown: Set<String>
    do throws(TokenFileError) {
      // Asked first, so that no file is made where there was none.
      _ = try file.records()
      unknown = try file.update { records in
        let unknown = wanted.subtracting(records.map(\.id))
        records.removeAll { wanted.contains($0.id) }
        return unknown
      }
    } catch {
      throw error.failure
    }
    if !(try settings.value(Catalogue.quiet, default: false)) {
      StandardError.write(
        "\(NumberText.counted(wanted.count - unknown.count, "token")) revoked")
    }
    guard unknown.isEmpty else {
      throw CommandFailure(
        status: .failed,
        message: "\(file.path) has no token with the id \(unknown.sorted().joined(separator: ", "))"
      )
    }
  }
}
