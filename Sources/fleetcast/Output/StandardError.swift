import Foundation

/// Where all that is no result goes.
enum StandardError {
  static func write(_ line: String) {
    write(raw: line + "\n")
  }

  /// Without a line end.
  static func write(raw text: String) {
    // Nobody is left to tell where stderr itself is closed.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
