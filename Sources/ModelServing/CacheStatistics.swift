/// What the cache holds and what it did since the start.
public struct CacheStatistics: Hashable, Sendable {
  /// Requests answered from memory.
  public internal(set) var hits = 0
  /// Requests that started a load or a check of their own.
  public internal(set) var misses = 0
  /// Requests that waited for a load or a check that was under way.
  public internal(set) var coalesced = 0
  /// Requests answered by a remembered failure, such as an unknown customer.
  public internal(set) var negativeHits = 0
  /// Requests refused because too many loads were queued.
  public internal(set) var refused = 0

  /// Archives read well.
  public internal(set) var loads = 0
  /// Archives that were looked for and were not there.
  public internal(set) var missing = 0
  /// Archives that could not be read; an old model that goes on serving counts too.
  public internal(set) var failedLoads = 0
  /// Of these, the ones that the disk failed to give.
  public internal(set) var failedReads = 0
  /// Archives read well whose model alone is larger than the cache, so that it was not kept.
  public internal(set) var overBudget = 0
  /// Archives found unchanged, which cost one look at the file's status.
  public internal(set) var unchanged = 0
  /// Models dropped for room.
  public internal(set) var evictions = 0
  /// Models that a newer archive replaced.
  public internal(set) var replacements = 0
  /// Models dropped because their registration was taken back or made anew.
  public internal(set) var removals = 0

  public internal(set) var residentModels = 0
  /// Measured memory of the resident models.
  public internal(set) var residentBytes = 0
  public internal(set) var capacityBytes = 0
  public internal(set) var rememberedFailures = 0
  /// Loads and checks that are under way or queued.
  public internal(set) var pendingReads = 0
  /// How long the model that was asked for least recently has not been, to a second; nil where there is
  /// none.
  public internal(set) var oldestUseAge: Duration?
  /// When the newest archive that was read well was written, in nanoseconds since 1970-01-01 UTC; nil
  /// where none was.
  public internal(set) var newestModelNanoseconds: Int64?
}
