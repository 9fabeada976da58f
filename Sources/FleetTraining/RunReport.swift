public import ModelRegistry

/// How a run ended that was not cut off by an error.
public struct RunReport: Sendable {
  /// As the registry has it: state, and counts over all its sessions.
  public let run: RunRecord
  /// Whether the run had begun before and went on now.
  public let isResumed: Bool
  /// The most frequent first, with a few examples each.
  public let failures: [FailureSummary]
  /// Why a night fitted models anew, the most frequent reason first.
  public let fitReasons: [FitReasonCount]
  /// Some of the customers with a model whose file is gone.
  public let missingExamples: [String]
  /// Of this session.
  public let duration: Duration
  /// The most memory that any worker of this session was seen to have held; 0 where it had none.
  public let workerPeakBytes: Int
  /// Of earlier sessions of the same run.
  let countsBefore: RunCounts

  /// Customers that got an outcome in this session.
  public var customersDone: Int { run.counts.done - countsBefore.done }

  /// In this session; 0 where nothing was left to do.
  public var customersPerSecond: Double {
    let seconds = duration / .seconds(1)
    return seconds > 0 ? Double(customersDone) / seconds : 0
  }
}

/// How far a run has come, for a progress bar.
public struct RunProgress: Hashable, Sendable {
  /// Customers worked on, failed ones and those of earlier sessions included.
  public let done: Int
  public let failed: Int
  public let total: Int
  /// Customers of earlier sessions among `done`.
  public let doneBefore: Int
  /// Since this session began.
  public let elapsed: Duration
}
