import FleetEvaluation
import FleetTraining
import SeriesIngest
import TestFolders
import Testing

/// Workers are small shell scripts: real processes, real pipes, and every way to misbehave.
struct FleetEvaluatorTests {
  private let folder: TemporaryFolder
  private let customers = (0..<50).map { "c\($0 < 10 ? "0" : "")\($0)" }

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("data")
    for customer in customers { try folder.write("", to: "data/\(customer).csv") }
  }

  @Test(arguments: [1, 4])
  func `every customer is told once, in the order of the IDs`(workers: Int) async throws {
    let told = try await run(script(), workers: workers)

    #expect(told.map(\.customer) == customers)
    #expect(told.allSatisfy { $0.outcome == .skipped(message: "short") })
  }

  @Test func `a customer that kills its worker is tried again and then costs itself alone`()
    async throws
  {
    let told = try await run(script(trouble: "test $name = c17 && kill -SEGV $$"), workers: 2)

    #expect(told.map(\.customer) == customers)
    let message = try #require(complaint(of: "c17", failed: "worker_crashed", alone: told))
    #expect(message.contains("signal 11"))
  }

  @Test func `a worker that dies once on a customer costs nothing`() async throws {
    let mark = folder.path("mark")
    let trouble = "test $name = c17 && test ! -e '\(mark)' && touch '\(mark)' && exit 9"

    let told = try await run(script(trouble: trouble), workers: 2)

    #expect(told.map(\.customer) == customers)
    #expect(told.allSatisfy { $0.outcome == .skipped(message: "short") })
  }

  @Test(arguments: [
    "c17 is fine", #"{"result":{"customer":"c18","outcome":{"skipped":{"message":"short"}}}}"#,
  ])
  func `a worker whose output is not in order is killed, and its customer fails for that`(
    output: String
  ) async throws {
    let told = try await run(script(trouble: "test $name = c17 && echo '\(output)'"), workers: 1)

    #expect(told.map(\.customer) == customers)
    let message = try #require(complaint(of: "c17", failed: "worker_crashed", alone: told))
    #expect(message.contains("not in order"))
    #expect(message.contains(output.hasPrefix("{") ? "that of 'c17'" : output))
    #expect(!message.contains("signal"))
  }

  // Two seconds are long for a shell that has nothing to do, on busy cores as well.
  @Test(.timeLimit(.minutes(1)))
  func `a customer that takes too long is tried again and then costs itself alone`() async throws {
    let told = try await run(
      script(trouble: "test $name = c17 && exec sleep 600"), workers: 2, timeout: .seconds(2))

    #expect(told.map(\.customer) == customers)
    let message = try #require(complaint(of: "c17", failed: "timed_out", alone: told))
    #expect(message.contains("no result after 2 seconds (--customer-timeout)"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a worker that is stopped once costs nothing`() async throws {
    let mark = folder.path("mark")
    let trouble = "test $name = c17 && test ! -e '\(mark)' && touch '\(mark)' && kill -STOP $$"

    let told = try await run(script(trouble: trouble), workers: 2, timeout: .seconds(2))

    #expect(folder.exists("mark"))
    #expect(told.map(\.customer) == customers)
    #expect(told.allSatisfy { $0.outcome == .skipped(message: "short") })
  }

  @Test func `workers that cannot work end the evaluation`() async {
    await #expect {
      try await run(WorkerCommand(executable: "/bin/false", arguments: []), workers: 2)
    } throws: { error in
      guard case .workersKeepDying = error as? EvaluationError else { return false }
      return true
    }
  }

  @Test func `an interrupt ends it though workers are busy`() async {
    let command = script(trouble: "test $name = c17 && exec sleep 600")

    await #expect(throws: EvaluationError.interrupted) {
      try await run(command, workers: 2, interruptAfter: 1)
    }
  }

  @Test func `files whose names are no customer's are told at the end as failures`() async throws {
    try folder.write("", to: "data/no name.csv")

    let told = try await run(script(), workers: 1)

    #expect(told.count == 51)
    guard case .failed("invalid_customer_id", _) = told.last?.outcome else {
      Issue.record("\(String(describing: told.last))")
      return
    }
  }

  @Test func `what cannot be written ends the evaluation`() async {
    struct Full: Error {}
    let evaluator = evaluator(script(), workers: 2)

    await #expect(throws: Full.self) {
      try await evaluator.run(
        interrupts: AsyncStream { _ in }, progress: { _ in }, deliver: { _ in throw Full() })
    }
  }

  @Test func `a missing folder is said so`() async {
    let evaluator = FleetEvaluator(
      EvaluationSettings(dataFolder: folder.path("none")), workers: 1, command: script())

    await #expect(throws: EvaluationError.dataFolder(.missing(path: folder.path("none")))) {
      try await evaluator.run(
        interrupts: AsyncStream { _ in }, progress: { _ in }, deliver: { _ in })
    }
  }

  private func run(
    _ command: WorkerCommand, workers: Int, timeout: Duration? = nil,
    interruptAfter limit: Int = .max
  ) async throws -> [CustomerEvaluation] {
    var told: [CustomerEvaluation] = []
    let (interrupts, interrupt) = AsyncStream<Void>.makeStream()
    try await evaluator(command, workers: workers, timeout: timeout).run(
      interrupts: interrupts,
      progress: { if $0.done >= limit { interrupt.yield() } },
      deliver: { told.append($0) })
    return told
  }

  private func evaluator(
    _ command: WorkerCommand, workers: Int, timeout: Duration? = nil
  ) -> FleetEvaluator {
    FleetEvaluator(
      EvaluationSettings(dataFolder: folder.path("data")), workers: workers, command: command,
      customerTimeout: timeout)
  }

  /// What was said of a customer that failed so; nil where it did not, or was not the only one.
  private func complaint(
    of customer: String, failed reason: String, alone told: [CustomerEvaluation]
  ) -> String? {
    let others = told.filter { $0.customer != customer }
    guard others.allSatisfy({ $0.outcome == .skipped(message: "short") }),
      case .failed(reason, let message) = told.first(where: { $0.customer == customer })?.outcome
    else { return nil }
    return message
  }

  /// Skips every customer, after `trouble` (with the customer in `$name`).
  private func script(trouble: String = "true") -> WorkerCommand {
    let text = """
      outcome='{"skipped":{"message":"short"}}'
      while read -r line; do
        case $line in
        *customers*)
          echo '{"began":true}'
          for name in $(echo "$line" | sed 's/.*\\[//; s/\\].*//; s/[",]/ /g'); do
            \(trouble)
            echo "{\\"result\\":{\\"customer\\":\\"$name\\",\\"outcome\\":$outcome}}"
          done ;;
        esac
      done
      """
    return WorkerCommand(executable: "/bin/sh", arguments: ["-c", text])
  }
}
