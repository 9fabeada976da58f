import Glibc

/// Names of temporary files that no other process, batch or machine uses.
struct TemporaryName {
  /// What every temporary file ends in.
  static let ending = ".tmp"

  private let stem: String
  private var counter = 0

  init() {
    let token = String(UInt64.random(in: .min ... .max), radix: 36)
    stem = "\(getpid())-\(token)-"
  }

  mutating func next() -> String {
    counter += 1
    return stem + String(counter) + Self.ending
  }
}

extension TemporaryName {
  static func isTemporary(_ name: Span<UInt8>) -> Bool {
    let ending = Self.ending.utf8
    return name.count > ending.count
      && zip(name.count - ending.count..<name.count, ending).allSatisfy { name[$0] == $1 }
  }
}
