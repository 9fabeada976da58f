import ArgumentParser
import FleetTraining

/// `fleetcast worker`: what the trainer starts; it speaks the worker protocol on its pipes.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Started by 'fleetcast train'.", shouldDisplay: false)

  func run() {
    WorkerLoop.run()
  }
}
