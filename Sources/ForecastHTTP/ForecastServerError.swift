import Glibc

/// Why a server cannot run.
public enum ForecastServerError: Error, Hashable {
  /// The `errno` of what failed.
  /// No address of this machine.
  case unknownHost(String)
  case cannotListen(host: String, port: Int, code: Int32)
}

extension ForecastServerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownHost(let host):
      "'\(host)' is no address of this machine, expected one such as 127.0.0.1 or 0.0.0.0"
    case .cannotListen(let host, let port, EADDRINUSE):
      "port \(port) of \(host) is taken by another program; choose another with --port"
    case .cannotListen(let host, let port, let code):
      "cannot listen on port \(port) of \(host): \(String(cString: strerror(code)))"
    }
  }
}
