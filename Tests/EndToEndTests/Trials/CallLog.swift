import Foundation

/// A line of the fault shim's log: a process at one point of a write, rename or sync.
struct LoggedCall {
  enum Point: String {
    case begins, ends
    /// It was made to fail.
    case fails
    /// It is about to write this customer's name.
    case holds
  }

  let process: Int
  let role: String
  /// Of the C function.
  let name: String
  let point: Point
  let path: String
  /// The old path of a rename, or the name a write holds.
  let detail: String

  /// Nil of what is no such line.
  init?(line: Substring) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 6, let process = Int(words[0]), let point = Point(rawValue: words[3])
    else { return nil }
    self.process = process
    self.point = point
    (role, name, path, detail) = (words[1], words[2], words[4], words[5])
  }

  var isSync: Bool { name == "fsync" || name == "fdatasync" }
  var isRename: Bool { name.hasPrefix("rename") }
}

extension LoggedCall: CustomStringConvertible {
  var description: String { "\(role) \(name) \(point) \(path) \(detail)" }
}
