import ActualsSpool
import ArchiveHistory
public import Customers
import FileSystem
import ModelRegistry

/// Takes customers out of a fleet: their archives, present and previous, their actuals, and all that
/// the registry knows of them.
public struct CustomerRemoval: Sendable {
  private let layout: TrainingLayout
  private let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - layout: Of the artifacts folder.
  ///   - now: The clock, in milliseconds since 1970-01-01 UTC.
  public init(_ layout: TrainingLayout, now: @escaping @Sendable () -> Int64) {
    self.layout = layout
    self.now = now
  }

  /// Removes them; no run may be active.
  ///
  /// The registry comes first: killed in between, this leaves an archive without a row, which the
  /// same call removes and the next run replaces.
  ///
  /// - Parameter customers: Each is removed, known or not.
  /// - Returns: Those of whom nothing was known.
  /// - Throws: `TrainingError`, where a run is active or something could not be removed.
  public func remove(_ customers: [CustomerID]) async throws(TrainingError) -> [CustomerID] {
    let hasRegistry = try hasRegistry()
    let lock = try await layout.takeRunLock(.exclusive)
    // Workers of a run that died may still put their archives in place.
    guard try !layout.areWorkersAlive() else {
      throw .anotherRunActive(artifactsFolder: layout.artifacts)
    }
    var unknown: [CustomerID] = []
    do {
      let writer = hasRegistry ? try RegistryWriter(path: layout.registry, now: now) : nil
      for customer in customers {
        let wasKnown = try await writer?.forget(customer) ?? false
        let wasThere = try removeArchives(of: customer)
        if !wasKnown && !wasThere { unknown.append(customer) }
      }
      let forgotten = try layout.previous.forget(Set(customers))
      unknown.removeAll(where: forgotten.contains)
      try Directory(layout.artifacts).sync()
      let removed = Set(customers)
      try ActualsSpool(folder: layout.actuals).keep { !removed.contains($0.customer) }
    } catch let error as RegistryError {
      throw .registry(error)
    } catch let error as FileSystemError {
      throw .fileSystem(error)
    } catch let error as ActualsSpoolError {
      throw .actuals(error)
    } catch {
      preconditionFailure("an error of another layer: \(error)")
    }
    _ = consume lock
    return unknown
  }

  /// False where there are imported models alone.
  ///
  /// - Throws: Where the folder is none of ours, in which nothing is to be made.
  private func hasRegistry() throws(TrainingError) -> Bool {
    do throws(RegistryError) {
      _ = try Registry(readOnly: layout.registry)
      return true
    } catch {
      switch error {
      case .olderSchema: return true
      case .missing where Directory.hasEntry(at: layout.runLock): return false
      default: throw .registry(error)
      }
    }
  }

  /// The archive, and what is staged.
  private func removeArchives(of customer: CustomerID) throws(FileSystemError) -> Bool {
    var folders = [layout.artifacts]
    if Directory.hasEntry(at: layout.stages) {
      try Directory(layout.stages).forEachName { name in
        folders.append(
          layout.stages + "/" + String(decoding: name.indices.map { name[$0] }, as: UTF8.self))
      }
    }
    var wasThere = false
    for folder in folders { wasThere = try remove(customer, in: folder) || wasThere }
    return wasThere
  }

  private func remove(
    _ customer: CustomerID, in folder: String
  ) throws(FileSystemError) -> Bool {
    do throws(FileSystemError) {
      try Directory(folder).remove(customer.archiveName)
      return true
    } catch  where error.isMissing {
      return false
    }
  }
}
