import Dispatch
import Glibc

/// SIGINT and SIGTERM, told to a closure for as long as this value lives.
final class InterruptSignals {
  private let sources: [any DispatchSourceSignal]

  init(_ action: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      // Dispatch only sees a signal whose own action is off.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: action)
      source.activate()
      return source
    }
  }

  /// Ends the process at once, for work that leaves nothing half done under its own name.
  static func endingProcess() -> InterruptSignals {
    InterruptSignals { _exit(ExitStatus.interrupted.rawValue) }
  }

  deinit {
    for source in sources { source.cancel() }
  }
}
