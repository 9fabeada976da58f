import ArchiveHistory
import FileSystem
public import ModelRegistry

/// The runs of an artifacts folder and what can be rolled back; and what is kept for it.
public struct RunHistory: Sendable {
  /// A run as `runs list` shows it.
  public struct Entry: Hashable, Sendable {
    public let run: RunRecord
    /// Whether it is being worked on.
    public let isActive: Bool
    /// The rollback that undid it and still counts.
    public let undoneBy: Int64?
    /// What the files of its previous versions take; 0 where nothing is kept.
    public let previousBytes: Int64

    /// Whether `runs rollback` has something to bring back.
    public var canBeRolledBack: Bool { previousBytes > 0 && undoneBy == nil }
  }

  private let layout: TrainingLayout

  public init(_ layout: TrainingLayout) { self.layout = layout }

  /// Every run, the newest first.
  ///
  /// - Returns: As they are at this moment; nothing is locked.
  /// - Throws: `HistoryError`.
  public func entries() throws(HistoryError) -> [Entry] {
    do {
      let registry = try Registry(readOnly: layout.registry)
      let runs = try registry.runs(since: 0)
      let lineage = RunLineage(runs)
      // Of a lock that may not be looked at nothing is known, and the run is believed.
      let isActive = (try? layout.isRunActive()) ?? true
      return try runs.map { run in
        Entry(
          run: run, isActive: isActive && run.state == .running,
          undoneBy: lineage.rollback(of: run.id), previousBytes: try previousBytes(of: run))
      }
    } catch {
      throw HistoryError(layer: error)
    }
  }

  private func previousBytes(of run: RunRecord) throws(FileSystemError) -> Int64 {
    let packs = try layout.previous.packs(
      ofRun: run.id, startedMilliseconds: run.startedMilliseconds)
    return packs.isEmpty ? 0 : try layout.previous.sizeBytes(ofRun: run.id)
  }

  /// Removes what is kept of all but the newest runs that replaced something.
  ///
  /// - Parameters:
  ///   - runs: Of so many it stays.
  ///   - now: The clock, in milliseconds since 1970-01-01 UTC.
  /// - Returns: What was removed.
  /// - Throws: `HistoryError`.
  public func prune(
    keeping runs: Int, now: @escaping @Sendable () -> Int64
  ) async throws(HistoryError) -> PruningReport {
    do {
      return try await layout.whileNobodyWrites(now) { writer in
        try await PreviousRetention(layout, writer).prune(keeping: runs)
      }
    } catch {
      throw HistoryError(layer: error)
    }
  }
}
