/// What happened to one customer in one run.
public struct OutcomeRecord: Hashable, Sendable {
  /// The customer's ID, or the escaped file name where it gives no valid ID.
  public let customer: String
  public let status: OutcomeStatus
  /// Stable word for reports: why the customer failed, such as `not_a_number`, or why a night fitted
  /// the model anew, such as `correction`; nil where there is nothing to say.
  public let reason: String?
  /// A sentence for people; nil unless failed.
  public let message: String?
  public let warnings: [String]
  /// Observed rows the model was fitted on; 0 where it failed.
  public let rows: Int
  public let durationMicroseconds: Int64
  public let accuracy: AccuracyRecord
  /// 1, or 2 where a worker died over the customer and it was tried once more.
  public let attempt: Int

  public init(
    customer: String, status: OutcomeStatus, reason: String? = nil, message: String? = nil,
    warnings: [String] = [], rows: Int = 0, durationMicroseconds: Int64 = 0,
    accuracy: AccuracyRecord = AccuracyRecord(), attempt: Int = 1
  ) {
    self.customer = customer
    self.status = status
    self.reason = reason
    self.message = message
    self.warnings = warnings
    self.rows = rows
    self.durationMicroseconds = durationMicroseconds
    self.accuracy = accuracy
    self.attempt = attempt
  }
}

public enum OutcomeStatus: String, Sendable, Codable {
  /// Fitted to all rows.
  case trained
  /// The model took in the new rows.
  case updated
  /// The old model stands, because another one that was fitted is clearly worse.
  case kept
  /// The archive was already in place, put there by this run before it was cut off.
  case adopted
  case failed
  /// A rollback has brought back the archive that stood before.
  case restored
  /// A rollback has taken the archive away, as the customer had none before.
  case withdrawn
  /// A promotion has brought in the staged archive.
  case promoted
}

/// An outcome with the run it belongs to: one line of a customer's history.
public struct HistoryEntry: Hashable, Sendable {
  public let run: Int64
  /// Of the run, in milliseconds since 1970-01-01 UTC.
  public let startedMilliseconds: Int64
  public let outcome: OutcomeRecord
}
