import ArgumentParser
import FleetEvaluation

/// `fleetcast evaluation-worker`: what an evaluation starts.
struct EvaluationWorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluation-worker", abstract: "Started by 'fleetcast evaluate'.",
    shouldDisplay: false)

  func run() {
    EvaluationWorkerLoop.run()
  }
}
