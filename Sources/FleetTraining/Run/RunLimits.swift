/// How patient a run is with its workers, and how much work it hands out at a time.
public struct RunLimits: Hashable, Sendable {
  /// The longest that one customer may take before its worker is killed.
  public var customerTimeout = Duration.seconds(60)
  /// The longest from a worker's start to its first word.
  public var startTimeout = Duration.seconds(30)
  /// How long workers may finish the customer in hand when the run is stopped.
  public var grace = Duration.milliseconds(1_200)
  /// The most memory of its own that a worker may hold, in bytes; nil: no limit.
  public var workerMemoryBytes: Int?
  /// Before a dead worker is replaced; three times as long with every further death in a row.
  public var firstPause = Duration.milliseconds(100)
  /// So many workers that die in a row, without a customer done between, end the run.
  public var deathsInARow = 5
  /// The run ends when more customers than this have failed; nil: never.
  public var maximumFailures: Int?
  /// The most customers handed to a worker at a time.
  public var dealtAtOnce = 2_048
  /// How much work a worker should have lying ready, so that it never waits for more.
  public var workAhead = Duration.milliseconds(250)
  /// How much work is not worth dividing, even near the end of a run: a worker that ran out of it would
  /// wait as long for more.
  public var workUndivided = Duration.milliseconds(40)

  public init() {}

  /// How long to wait before a dead worker is replaced.
  package func pause(afterDeathsInARow deaths: Int) -> Duration {
    (1..<max(deaths, 1)).reduce(firstPause) { pause, _ in min(pause * 3, .seconds(60)) }
  }
}
