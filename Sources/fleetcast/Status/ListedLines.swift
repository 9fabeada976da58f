import ModelRegistry

struct FailedLine: ListedLine {
  private let customer: String
  private let reason: String
  private let message: String

  init(_ outcome: OutcomeRecord) {
    customer = outcome.customer
    reason = outcome.reason ?? ""
    message = outcome.message ?? ""
  }

  var text: String { "\(customer)\t\(reason)\t\(message)" }
}

struct WarnedLine: ListedLine {
  private let customer: String
  private let warnings: [String]

  init(_ warned: CustomerWarnings) {
    customer = warned.customer
    warnings = warned.warnings
  }

  var text: String {
    warnings.map { "\(customer)\t\(WarningText.sentence($0))" }.joined(separator: "\n")
  }
}

struct StaleLine: ListedLine {
  private let customer: String
  private let lastTime: String

  init(_ stale: StaleCustomer) {
    customer = stale.customer
    lastTime = InstantText.row(stale.lastTime)
  }

  var text: String { "\(customer)\t\(lastTime)" }
}

struct MissingLine: ListedLine {
  private let customer: String
  /// The first run that found its file gone.
  private let sinceRun: Int64
  private let since: String
  /// That its model knows.
  private let lastTime: String

  init(_ missing: MissingCustomer) {
    customer = missing.customer
    sinceRun = missing.sinceRun
    since = InstantText.utc(milliseconds: missing.sinceMilliseconds)
    lastTime = InstantText.row(missing.lastTime)
  }

  var text: String { "\(customer)\tsince run \(sinceRun), \(since)\tlast row \(lastTime)" }
}
