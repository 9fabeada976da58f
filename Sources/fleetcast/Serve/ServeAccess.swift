import AccessTokens
import ForecastHTTP

/// Who is answered.
enum ServeAccess {
  /// The tokens of those who may ask; nil lets everybody ask who can reach the server.
  ///
  /// - Parameters:
  ///   - settings: Of the call.
  ///   - host: To listen on.
  ///   - inContainer: Whether SageMaker owns the port and sees to who asks.
  /// - Returns: As they are in the file now.
  /// - Throws: Where others would be answered without a token and nobody has said that it is meant so.
  static func tokens(
    from settings: Settings, host: String, inContainer: Bool
  ) throws -> TokenStore? {
    guard let path = try settings.value(Catalogue.auth) else {
      let isMeant = try settings.value(Catalogue.insecure, default: false)
      guard inContainer || isMeant || LoopbackName.isLoopback(host) else {
        throw CommandFailure(
          status: .usage,
          message: "--host: others can reach \(host) and would be answered without a token; give"
            + " --auth FILE ('fleetcast token create' makes it), or --insecure where a firewall or a"
            + " proxy keeps them out")
      }
      return nil
    }
    do throws(TokenFileError) {
      return try TokenStore(path: path)
    } catch {
      throw error.failure
    }
  }
}
