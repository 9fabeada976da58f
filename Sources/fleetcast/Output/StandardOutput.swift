import Glibc

/// Where results go.
enum StandardOutput {
  /// Writes all of `bytes`.
  ///
  /// - Throws: `CommandFailure`: a result that did not arrive is no success.
  static func write(_ bytes: [UInt8]) throws(CommandFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        throw CommandFailure(
          status: .failed,
          message: "cannot write standard output: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Writes one line.
  static func write(line: String) throws(CommandFailure) {
    try write(Array((line + "\n").utf8))
  }
}
