import Foundation
import PrintableText

/// Where all that is no result goes.
enum StandardError {
  /// Writes lines, with control characters escaped: names and values come from anywhere.
  static func write(_ lines: String) {
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      write(raw: String(line).printable + "\n")
    }
  }

  /// Writes the text as it is, without a line end.
  static func write(raw text: String) {
    // Nobody is left to tell where stderr itself is closed.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
