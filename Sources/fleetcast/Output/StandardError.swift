import Foundation
import Glibc
import PrintableText

/// Where all that is no result goes.
enum StandardError {
  /// Writes lines, with control characters escaped: names and values come from anywhere.
  static func write(_ lines: String) {
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      write(raw: String(line).printable + "\n")
    }
  }

  /// Writes the bytes as they are, in one piece where the system takes them so.
  static func write(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      // Nobody is left to tell where stderr itself is closed.
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Writes the text as it is, without a line end.
  static func write(raw text: String) {
    // Nobody is left to tell where stderr itself is closed.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
