import AccessTokens
import Logging
import ServiceLifecycle
import UnixSignals

/// Takes up the file of tokens at each SIGHUP; a bad one leaves the tokens as they were.
///
/// Stands also where there are no tokens: a signal that is meant for them must not end the server.
struct TokenReload: Service {
  private let tokens: TokenStore?
  private let logger: Logger
  private let signals: UnixSignalsSequence

  /// From here on SIGHUP does not end the process.
  init(_ tokens: TokenStore?, logger: Logger) async {
    self.tokens = tokens
    self.logger = logger
    signals = await UnixSignalsSequence(trapping: .sighup)
  }

  func run() async {
    for await _ in signals.cancelOnGracefulShutdown() {
      guard let tokens else {
        logger.notice("there are no tokens to read: the server was started without --auth")
        continue
      }
      do throws(TokenFileError) {
        let count = try tokens.reload()
        logger.notice("the tokens were read again", metadata: ["tokens": .stringConvertible(count)])
      } catch {
        logger.error(
          "the tokens could not be read again; the old ones stay valid",
          metadata: ["error": "\(error)"])
      }
    }
  }
}
