import Glibc

/// Why a server cannot run.
public enum ForecastServerError: Error, Hashable {
  /// The `errno` of what failed.
  case cannotListen(host: String, port: Int, code: Int32)
}

extension ForecastServerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotListen(let host, let port, EADDRINUSE):
      "port \(port) of \(host) is taken by another program; choose another with --port"
    case .cannotListen(let host, let port, let code):
      "cannot listen on port \(port) of \(host): \(String(cString: strerror(code)))"
    }
  }
}
