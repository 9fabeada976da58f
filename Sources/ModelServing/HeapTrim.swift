import CMalloc

/// When memory is given back to the system: after the models have become clearly smaller.
///
/// The allocator keeps what was freed for what comes next. That is right while models come and go, and
/// wrong when thousands of them have gone for good.
struct HeapTrim: Sendable {
  /// Giving back takes a few milliseconds, and each page that is used again a fault.
  private static let worthwhileBytes = 8 << 20

  private var mostBytes = 0

  /// Whether to give memory back now; asked after every change.
  mutating func isDue(residentBytes: Int) -> Bool {
    mostBytes = max(mostBytes, residentBytes)
    guard mostBytes - residentBytes >= Self.worthwhileBytes else { return false }
    mostBytes = residentBytes
    return true
  }

  /// Gives back every page that holds nothing.
  static func giveBack() { _ = malloc_trim(0) }
}
