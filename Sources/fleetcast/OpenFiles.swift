import Glibc

/// How many files this process may have open.
enum OpenFiles {
  /// What one worker costs the coordinator: its pipes, and their other ends while it starts.
  private static let perWorker = 10
  /// The registry, locks, folders, standard streams.
  private static let base = 40

  /// Raises the limit as far as the system allows.
  ///
  /// - Throws: `CommandFailure` where that is too little for so many workers.
  static func makeRoom(workers: Int) throws(CommandFailure) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let fitting = (Int(clamping: limit.rlim_cur) - base) / perWorker
    guard workers > fitting else { return }
    throw CommandFailure(
      status: .usage,
      message: fitting < 1
        ? "only \(limit.rlim_cur) open files are allowed here; raise the limit: ulimit -n 1024"
        : "\(workers) workers need more open files than the \(limit.rlim_cur) allowed here;"
          + " use --workers \(fitting) or raise the limit: ulimit -n")
  }
}
