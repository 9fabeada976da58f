import Dispatch
import Glibc

/// SIGINT and SIGTERM: the first is told to a closure, the second ends the process at once, whatever
/// it is doing; for as long as this value lives.
final class InterruptSignals {
  private let sources: [any DispatchSourceSignal]

  init(_ action: @escaping @Sendable () -> Void) {
    // A queue of its own gets a thread even where all others wait for a disk.
    let queue = DispatchQueue(label: "fleetcast.interrupts")
    let interruption = Interruption()
    sources = [SIGINT, SIGTERM].map { number in
      // Dispatch only sees a signal whose own action is off.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if interruption.hasHappened { Self.endProcess() }
        interruption.happen()
        action()
      }
      source.activate()
      return source
    }
  }

  /// Ends the process at once, for work that leaves nothing half done under its own name.
  static func endingProcess() -> InterruptSignals {
    InterruptSignals {
      StandardError.write("fleetcast: interrupted")
      endProcess()
    }
  }

  private static func endProcess() { _exit(ExitStatus.interrupted.rawValue) }

  deinit {
    for source in sources { source.cancel() }
  }
}
