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
    for evaluation in told where evaluation.customer != "c17" {
      #expect(evaluation.outcome == .skipped(message: "short"))
    }
    let killer = try #require(told.first { $0.customer == "c17" })
    guard case .failed("worker_crashed", let message) = killer.outcome else {
      Issue.record("\(killer)")
      return
    }
    #expect(message.contains("signal 11"))
  }

  @Test func `a worker that dies once on a customer costs nothing`() async throws {
    let mark = folder.path("mark")
    let trouble = "test $name = c17 && test ! -e '\(mark)' && touch '\(mark)' && exit 9"

    let told = try await run(script(trouble: trouble), workers: 2)

    #expect(told.map(\.customer) == customers)
    #expect(told.allSatisfy { $0.outcome == .skipped(message: "short") })
  }

  @Test func `a worker that talks nonsense is killed, and its customer fails`() async throws {
    let told = try await run(script(trouble: "test $name = c17 && echo nonsense"), workers: 1)

    #expect(told.map(\.customer) == customers)
    #expect(told.count { if case .failed = $0.outcome { true } else { false } } == 1)
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
    _ command: WorkerCommand, workers: Int, interruptAfter limit: Int = .max
  ) async throws -> [CustomerEvaluation] {
    var told: [CustomerEvaluation] = []
    let (interrupts, interrupt) = AsyncStream<Void>.makeStream()
    try await evaluator(command, workers: workers).run(
      interrupts: interrupts,
      progress: { if $0.done >= limit { interrupt.yield() } },
      deliver: { told.append($0) })
    return told
  }

  private func evaluator(_ command: WorkerCommand, workers: Int) -> FleetEvaluator {
    FleetEvaluator(
      EvaluationSettings(dataFolder: folder.path("data")), workers: workers, command: command)
  }

  /// Skips every customer, after `trouble` (with the customer in `$name`).
  private func script(trouble: String = "true") -> WorkerCommand {
    let text = """
      while read -r line; do
        case $line in
        *customers*)
          for name in $(echo "$line" | sed 's/.*\\[//; s/\\].*//; s/[",]/ /g'); do
            \(trouble)
            echo "{\\"customer\\":\\"$name\\",\\"outcome\\":{\\"skipped\\":{\\"message\\":\\"short\\"}}}"
          done ;;
        esac
      done
      """
    return WorkerCommand(executable: "/bin/sh", arguments: ["-c", text])
  }
}
