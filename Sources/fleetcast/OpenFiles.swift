import Glibc

/// How many files this process may have open.
enum OpenFiles {
  /// What one worker costs the coordinator: its pipes, and their other ends while it starts.
  private static let perWorker = 10
  /// The registry, locks, folders, standard streams.
  private static let base = 40

  /// Raises the limit as far as the system allows.
  ///
  /// - Returns: How many files may be open now; nil where the system does not say.
  static func raiseLimit() -> Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
  }

  /// Raises the limit as far as the system allows.
  ///
  /// - Parameter connections: As many as are wanted at a time.
  /// - Returns: As many as there is room for beside the files of models.
  static func makeRoom(connections: Int) -> Int {
    guard let limit = raiseLimit() else { return connections }
    // Refused connections, archives being read, folders, standard streams.
    return max(1, min(connections, limit - 512))
  }

  /// Raises the limit as far as the system allows.
  ///
  /// - Throws: `CommandFailure` where that is too little for so many workers.
  static func makeRoom(workers: Int) throws(CommandFailure) {
    guard let limit = raiseLimit() else { return }
    let fitting = (limit - base) / perWorker
    guard workers > fitting else { return }
    throw CommandFailure(
      status: .usage,
      message: fitting < 1
        ? "only \(limit) open files are allowed here; raise the limit: ulimit -n 1024"
        : "\(workers) workers need more open files than the \(limit) allowed here;"
          + " use --workers \(fitting) or raise the limit: ulimit -n")
  }
}
