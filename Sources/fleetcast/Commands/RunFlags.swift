import ArgumentParser
import FleetTraining
import Foundation

/// How a run goes about its work.
struct RunFlags: ParsableArguments {
  @Option(help: "Worker processes (default: the cores).")
  var workers: String?

  @Option(help: "Train only every n-th customer: index/count, such as 0/4.")
  var shard: String?

  @Option(help: "The longest one customer may take (default: 60s).")
  var customerTimeout: String?

  @Option(help: "The most memory one worker may hold, such as 2GiB (default: no limit).")
  var workerMemory: String?

  @Option(help: "End the run when this share of its customers failed, such as 20%.")
  var maxFailed: String?

  @Option(help: "Keep the replaced models of so many runs, for 'runs rollback' (default: 7).")
  var keepPrevious: String?

  @Option(help: "Stop in good order by 04:00, or by 2024-03-01T04:00:00Z.")
  var deadline: String?

  @Flag(help: "Begin anew instead of going on with the unfinished run.")
  var restart = false

  @Flag(help: "Try the customers again that failed in the last run.")
  var onlyFailed = false

  @Flag(help: "End with 0 even if some customers failed.")
  var allowFailures = false

  var flags: [String: String?] {
    [
      Catalogue.workers.name: workers,
      Catalogue.shard.name: shard,
      Catalogue.customerTimeout.name: customerTimeout,
      Catalogue.workerMemory.name: workerMemory,
      Catalogue.maximumFailed.name: maxFailed,
      Catalogue.keepPrevious.name: keepPrevious,
      Catalogue.deadline.name: deadline,
      Catalogue.restart.name: restart ? "true" : nil,
      Catalogue.onlyFailed.name: onlyFailed ? "true" : nil,
      Catalogue.allowFailures.name: allowFailures ? "true" : nil,
    ]
  }

  static func apply(_ settings: Settings, to training: inout TrainingSettings) throws {
    training.shard = try settings.value(Catalogue.shard, default: .whole)
    if let seconds = try settings.value(Catalogue.customerTimeout) {
      training.limits.customerTimeout = .seconds(seconds)
    }
    training.limits.workerMemoryBytes = try settings.value(Catalogue.workerMemory)
    training.maximumFailedShare = try settings.value(Catalogue.maximumFailed)
    training.runsToKeepPrevious = try settings.value(
      Catalogue.keepPrevious, default: training.runsToKeepPrevious)
    if let deadline = try settings.value(Catalogue.deadline) {
      let now = Date()
      training.deadlineMilliseconds = deadline.milliseconds(after: now, in: .current)
      training.passedDeadlineMilliseconds = deadline.lastMilliseconds(before: now, in: .current)
    }
    let restart = try settings.value(Catalogue.restart, default: false)
    let onlyFailed = try settings.value(Catalogue.onlyFailed, default: false)
    guard !(restart && onlyFailed) else {
      throw CommandFailure(
        status: .usage, message: "--restart and --only-failed exclude each other; give one")
    }
    training.beginning = restart ? .restart : onlyFailed ? .onlyFailed : .resume
  }
}
