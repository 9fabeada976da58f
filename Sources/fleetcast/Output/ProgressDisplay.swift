import FleetTraining
import Glibc
import Synchronization

/// A run's progress on stderr; nothing where it is quiet.
final class ProgressDisplay: Sendable {
  private let report: Mutex<ProgressReport?>

  init(isQuiet: Bool) {
    let width = Terminal.errorIsTerminal ? Terminal.width(of: STDERR_FILENO) ?? 80 : nil
    report = Mutex(
      isQuiet
        ? nil
        : ProgressReport(width: width) { StandardError.write(raw: $0) })
  }

  func show(_ progress: RunProgress) {
    show(
      ProgressReport.Counts(
        done: progress.done, failed: progress.failed, total: progress.total,
        doneBefore: progress.doneBefore),
      elapsed: progress.elapsed)
  }

  func show(_ counts: ProgressReport.Counts, elapsed: Duration) {
    report.withLock { $0?.update(counts, elapsed: elapsed / .seconds(1)) }
  }

  func finish() {
    report.withLock { $0?.finish() }
  }
}
