import Glibc
import Testing

@testable import fleetcast

@Suite struct InterruptSignalsTests {
  @Test func `the first signal is told, whichever it is`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let signals = InterruptSignals { _exit(7) }
      send(SIGTERM, holding: signals)
    }
  }

  @Test func `the second signal ends the process at once`() async {
    await #expect(processExitsWith: .exitCode(130)) {
      let signals = InterruptSignals {}
      send(SIGINT, holding: signals)
    }
  }

  @Test func `what leaves nothing half done ends with the first, and says so`() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(130), observing: [\.standardErrorContent]
    ) {
      send(SIGINT, holding: InterruptSignals.endingProcess())
    }

    let said = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(said.contains("fleetcast: interrupted\n"))
  }

  @Test func `a second SIGTERM ends it with the same code`() async {
    await #expect(processExitsWith: .exitCode(130)) {
      let signals = InterruptSignals {}
      send(SIGTERM, holding: signals)
    }
  }
}

/// Sends a signal again and again, as the first may come before Dispatch listens; SIGALRM ends a test
/// that hangs.
private func send(_ number: Int32, holding signals: InterruptSignals) {
  alarm(60)
  withExtendedLifetime(signals) {
    while true {
      kill(getpid(), number)
      usleep(10_000)
    }
  }
}
