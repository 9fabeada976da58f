import ArchiveHistory
import FileSystem
import ModelRegistry

/// Of how many runs it is kept what they replaced.
struct PreviousRetention {
  private let layout: TrainingLayout
  private let writer: RegistryWriter

  init(_ layout: TrainingLayout, _ writer: RegistryWriter) {
    self.layout = layout
    self.writer = writer
  }

  /// Removes what is kept of all but the newest runs; whoever calls it holds the run's lock.
  ///
  /// An unfinished run among them is given up: gone on with, it could no longer be rolled back
  /// whole.
  ///
  /// - Parameter runs: Of so many; those that replaced nothing do not count.
  /// - Returns: The runs of which nothing is kept any more, and the bytes that this freed.
  /// - Throws: What the registry or the system says.
  func prune(keeping runs: Int) async throws(TrainingError) -> PruningReport {
    var report = PruningReport()
    do {
      for run in try outdated(keeping: runs) {
        if let record = try writer.registry.run(run), record.state.isResumable {
          try await writer.end(
            run, as: .abandoned, message: "what it replaced is no longer kept")
        }
        report.bytes += try layout.previous.sizeBytes(ofRun: run)
        try layout.previous.remove(run: run, through: layout.temporary)
        report.runs.append(run)
      }
      if !report.runs.isEmpty { try Directory(layout.temporary).removeTree() }
    } catch let error as RegistryError {
      throw .registry(error)
    } catch let error as FileSystemError {
      throw .fileSystem(error)
    } catch {
      preconditionFailure("an error of another layer: \(error)")
    }
    return report
  }
}

extension PreviousRetention {
  /// All but the newest runs; those of a registry that was lost come before any.
  fileprivate func outdated(keeping count: Int) throws -> [Int64] {
    var known: [Int64] = []
    var unknown: [Int64] = []
    for run in try layout.previous.runs() {
      if try writer.registry.run(run) == nil { unknown.append(run) } else { known.append(run) }
    }
    return unknown + known.dropFirst(count)
  }
}

/// What was removed of what runs had replaced.
public struct PruningReport: Hashable, Sendable {
  /// The newest first.
  public fileprivate(set) var runs: [Int64] = []
  /// What their files took.
  public fileprivate(set) var bytes: Int64 = 0
}
