/// Why a run has no more to do.
package enum RunEnding: Hashable, Sendable {
  /// Every customer has an outcome.
  case completed
  case interrupted
  /// The time was up that the run was given.
  case deadline
  case tooManyFailures(Int)
  case workersKeepDying(WorkerDeath)
  /// Something that concerns the whole fleet, in the words of the worker that met it.
  case fleetFailure(String)
}
