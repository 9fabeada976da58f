/// How much a repository may hold, and how fresh it must be.
public struct ServingLimits: Hashable, Sendable {
  /// The most memory of all resident models, in bytes.
  public var cacheBytes = 256 << 20
  /// How long an archive or its absence counts as seen; then one look at the file's status follows.
  public var freshness: Duration = .seconds(1)
  /// The most customers whose failure is remembered.
  public var rememberedFailures = 10_000
  /// The most archives read at the same time.
  public var concurrentReads = 4
  /// The most archives that wait to be read; one more request is refused.
  public var queuedLoads = 4096

  public init() {}
}
