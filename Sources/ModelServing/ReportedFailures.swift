import Customers
import ModelArtifacts

/// Which archives' failures stand in the log already.
///
/// A customer who is asked for a thousand times a second is in it once a minute, and a disk that fails
/// for everybody does not fill another one.
struct ReportedFailures: Sendable {
  typealias Instant = ContinuousClock.Instant

  private struct Failure: Hashable {
    let customer: CustomerID
    let reason: String
  }

  private let interval: Duration
  private let limit: Int
  private var times: [Failure: Instant] = [:]

  /// - Parameters:
  ///   - interval: How long a failure that was reported is no news.
  ///   - limit: The most reports of an interval.
  init(interval: Duration = .seconds(60), limit: Int = 1000) {
    self.interval = interval
    self.limit = limit
  }

  /// Whether a failure is to be reported, which it then counts as.
  mutating func isNews(_ error: ArtifactError, of customer: CustomerID, now: Instant) -> Bool {
    let oldest = now.advanced(by: .zero - interval)
    let failure = Failure(customer: customer, reason: error.reason)
    if let time = times[failure], time > oldest { return false }
    if times.count >= limit { times = times.filter { $0.value > oldest } }
    guard times.count < limit else { return false }
    times[failure] = now
    return true
  }
}
