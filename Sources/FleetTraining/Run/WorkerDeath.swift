/// How a worker ended that should not have.
package enum WorkerDeath: Hashable, Sendable {
  /// Killed by a signal that this run did not send.
  case signal(Int32)
  case exit(code: Int32)
  /// Killed by this run, as one customer took too long.
  case timedOut(Duration)
  /// Killed by this run, as it held more memory than `RunLimits.workerMemoryBytes`.
  case overMemory(bytes: Int)
  /// Killed by this run, as its output was not in order.
  case garbage(String)
  /// Killed by this run, as it never said hello.
  case silent(Duration)
  case notStarted(String)

  /// Stable word for reports.
  package var reason: String {
    switch self {
    case .timedOut: "timed_out"
    case .overMemory: "worker_memory"
    case .signal, .exit, .garbage, .silent, .notStarted: "worker_crashed"
    }
  }
}

extension WorkerDeath: CustomStringConvertible {
  package var description: String {
    switch self {
    case .signal(let number):
      "the worker was killed by signal \(number)\(Self.name(ofSignal: number))"
    case .exit(let code): "the worker exited with code \(code) in the middle of its work"
    case .timedOut(let limit):
      "no result after \(limit.components.seconds) seconds (--customer-timeout)"
    case .overMemory(let bytes):
      "the worker held \(bytes / 1_000_000) MB of memory, more than --worker-memory allows"
    case .garbage(let detail): "the worker's output was not in order: \(detail)"
    case .silent(let limit): "the worker said nothing for \(limit.components.seconds) seconds"
    case .notStarted(let detail): "the worker could not be started: \(detail)"
    }
  }

  private static func name(ofSignal number: Int32) -> String {
    switch number {
    case 4: " (illegal instruction)"
    case 6: " (abort)"
    case 7: " (bus error)"
    case 8: " (arithmetic error)"
    case 9: " (kill; perhaps for lack of memory)"
    case 11: " (segmentation fault)"
    default: ""
    }
  }
}
