package import FileSystem
package import Forecasting
package import ModelRegistry

/// What a worker found out about one customer.
package struct CustomerResult: Hashable, Sendable {
  package var durationMicroseconds: Int64
  package var ending: Ending

  package enum Ending: Hashable, Sendable {
    case trained(TrainedCustomer)
    /// This run had put the archive in place before it was cut off.
    case adopted(TrainedCustomer)
    /// The file holds what the model that stands was made from.
    case unchanged(TrainedCustomer)
    case failed(CustomerFailure)
  }

  package init(durationMicroseconds: Int64, ending: Ending) {
    self.durationMicroseconds = durationMicroseconds
    self.ending = ending
  }

  package var isFailure: Bool {
    if case .failed = ending { true } else { false }
  }
}

/// Why one customer has no new model.
package struct CustomerFailure: Error, Hashable, Sendable {
  /// Stable word for reports.
  package let reason: String
  package let message: String

  package init(reason: String, message: String) {
    self.reason = reason
    self.message = message
  }
}

/// How a model came about.
package enum ModelOrigin: Hashable, Sendable {
  /// From all rows; a night says why.
  case fitted(FitReason?)
  /// From the model before and the rows that are new.
  case updated
}

/// A model and the file it was made from.
package struct TrainedCustomer: Hashable, Sendable {
  package var rows: Int
  package var warnings: [String]
  package var accuracy: AccuracyRecord
  /// The opaque token of the archive; empty until it is in place.
  package var version: String
  package var source: FileIdentity
  package var sourceDigest: ContentDigest
  /// Of the first and the last row, in seconds since 1970-01-01.
  package var firstTime: Int64
  package var lastTime: Int64
  package var origin = ModelOrigin.fitted(nil)

  package init(
    rows: Int, warnings: [String], accuracy: AccuracyRecord, source: FileIdentity,
    sourceDigest: ContentDigest
  ) {
    self.rows = rows
    self.warnings = warnings
    self.accuracy = accuracy
    self.source = source
    self.sourceDigest = sourceDigest
    version = ""
    firstTime = 0
    lastTime = 0
  }
}
