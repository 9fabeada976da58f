/// How a long file is to be split.
public struct SplitOptions: Hashable, Sendable {
  /// The header's name of the customer column; the known names when nil.
  public var customerColumn: String?
  /// The header's name of the time column; the known names when nil.
  public var timeColumn: String?
  /// The header's name of the value column; the known names when nil.
  public var valueColumn: String?
  /// Whether there may be customers in the folder; those of the same names are replaced.
  public var force = false

  /// About how much memory the rows on their way may take; at least 1 MiB.
  public var memoryBytes = 64 << 20

  public init() {}

  var namesColumn: Bool { customerColumn != nil || timeColumn != nil || valueColumn != nil }
}
