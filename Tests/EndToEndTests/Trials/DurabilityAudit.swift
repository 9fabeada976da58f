import Foundation

/// Follows a run call by call and keeps what would be lost by a power cut.
///
/// A sync covers only what had ended before it began, and only of the process that made it: that the
/// file system may have been synced by another worker at the right moment is luck.
struct DurabilityAudit {
  /// The order promised in docs/worker-protocol.md, where it was broken.
  private(set) var violations: [String] = []
  /// Customers whose archives were renamed into place, and those that came into the registry's log.
  private(set) var renamed: Set<String> = []
  private(set) var recorded: Set<String> = []
  /// Whether the registry's log has been synced since it was last written.
  private(set) var isLogSynced = true

  private var workers: [Int: Worker] = [:]
  private var durable: Set<String> = []

  private struct Worker {
    var written: Set<String> = []
    var unsyncedFiles: Set<String> = []
    var unsyncedNames: Set<String> = []
    /// What the sync under way will have covered.
    var syncing: (files: Set<String>, names: Set<String>) = ([], [])
  }

  mutating func take(_ call: LoggedCall) {
    if call.role == "worker" { takeOfWorker(call) } else { takeOfCoordinator(call) }
  }

  private mutating func takeOfWorker(_ call: LoggedCall) {
    var worker = workers[call.process] ?? Worker()
    defer { workers[call.process] = worker }
    switch (call.name, call.point) {
    case ("write", .ends):
      worker.written.insert(call.path)
      worker.unsyncedFiles.insert(call.path)
    case ("syncfs", .begins):
      worker.syncing = (worker.unsyncedFiles, worker.unsyncedNames)
    case ("syncfs", .ends):
      worker.unsyncedFiles.subtract(worker.syncing.files)
      worker.unsyncedNames.subtract(worker.syncing.names)
      durable.formUnion(worker.syncing.names)
    case (_, .begins) where call.isRename:
      if !worker.written.contains(call.detail) || worker.unsyncedFiles.contains(call.detail) {
        violations.append("renamed before its content was synced: \(call.path)")
      }
    case (_, .ends) where call.isRename:
      let customer = Self.customer(ofArchive: call.path)
      renamed.insert(customer)
      worker.unsyncedNames.insert(customer)
    default: break
    }
  }

  private mutating func takeOfCoordinator(_ call: LoggedCall) {
    let isLog = call.path.hasSuffix("/registry.sqlite-wal")
    switch call.point {
    case .holds:
      recorded.insert(call.detail)
      guard !durable.contains(call.detail) else { break }
      violations.append("recorded before its archive's name was synced: \(call.detail)")
    case .ends where isLog && call.isSync: isLogSynced = true
    case .ends where isLog: isLogSynced = false
    case .begins, .ends, .fails: break
    }
  }

  private static func customer(ofArchive path: String) -> String {
    String((path.split(separator: "/").last ?? "").prefix { $0 != "." })
  }
}
