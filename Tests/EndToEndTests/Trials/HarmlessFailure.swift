/// The calls of a run that may fail without a word, all of them SQLite's: nothing rests on them.
enum HarmlessFailure: String, CaseIterable {
  /// SQLite does not look at what the sync of its file's folder returns. It syncs it when it makes its
  /// journal and its log; a power cut that loses a file just made loses a run that has done nothing.
  case folderSync = "sync of the registry's folder"
  /// Everything that was committed is in the log and synced there. At the end the log is copied into
  /// the file; where that fails, the log stays and is read with the file.
  case copyOfLog = "copy of the synced log into the registry"
  /// Before it is copied, the log that every commit has synced is synced once more.
  case secondSync = "sync of a log that is synced"

  /// Of the call that was made to fail first; nil where its failure must be told.
  init?(in calls: [LoggedCall]) {
    guard let index = calls.firstIndex(where: { $0.point == .fails }) else { return nil }
    let failed = calls[index]
    let lastOnLog = calls[..<index].last { $0.path.hasSuffix("/registry.sqlite-wal") }
    let isLogSynced = lastOnLog.map { $0.isSync && $0.point == .ends } ?? false
    guard failed.role == "coordinator" else { return nil }
    switch failed.path.split(separator: "/").last {
    case ".fleetcast" where failed.isSync: self = .folderSync
    case "registry.sqlite" where isLogSynced: self = .copyOfLog
    case "registry.sqlite-wal" where isLogSynced && failed.isSync: self = .secondSync
    default: return nil
    }
  }
}
