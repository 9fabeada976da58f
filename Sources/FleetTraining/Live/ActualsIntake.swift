import ActualsSpool
import Customers
import FileSystem
import ModelArtifacts
public import ModelRegistry

/// Scores the models in place on the actuals that came ahead of the nightly files.
///
/// No model is changed. An actual waits in the spool until its customer's model has learnt from a file
/// that reaches as far, for thirty days at the most; what can never be scored is dropped at once. A score
/// stands for all that wait of a customer. Parts of the spool are in memory one after the other.
public struct ActualsIntake: Sendable {
  private let layout: TrainingLayout
  private let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - layout: Of the artifacts folder.
  ///   - now: The clock, in milliseconds since 1970-01-01 UTC.
  public init(_ layout: TrainingLayout, now: @escaping @Sendable () -> Int64) {
    self.layout = layout
    self.now = now
  }

  /// What became of the actuals.
  public struct Report: Hashable, Sendable {
    /// Customers that were scored, and the means over them.
    public internal(set) var ahead: AheadScore?
    /// Actuals that wait although they are not scored: of models that cannot be read now.
    public internal(set) var unscored = 0
    /// Those that wait no longer.
    public internal(set) var dropped: [DroppedActuals.Reason: DroppedActuals] = [:]

    mutating func drop(_ actuals: Int, of customer: CustomerID, _ reason: DroppedActuals.Reason) {
      guard actuals > 0 else { return }
      dropped[reason, default: DroppedActuals()].add(actuals, of: customer)
    }
  }

  /// Takes in what waits; no run may be active.
  ///
  /// - Throws: `TrainingError.anotherRunActive` where one is: it will take them in itself.
  public func takeIn() async throws(TrainingError) -> Report {
    let lock = try await layout.takeRunLock()
    let writer: RegistryWriter
    do throws(RegistryError) {
      writer = try RegistryWriter(path: layout.registry, now: now)
    } catch {
      throw .registry(error)
    }
    let report = try await takeIn(writer)
    _ = consume lock
    return report
  }

  /// Takes in what waits; the caller holds the run's lock.
  func takeIn(_ writer: RegistryWriter) async throws(TrainingError) -> Report {
    do {
      return try await score(writer)
    } catch let error as RegistryError {
      throw .registry(error)
    } catch let error as ActualsSpoolError {
      throw .actuals(error)
    } catch {
      preconditionFailure("an error of another layer: \(error)")
    }
  }

  private func score(_ writer: RegistryWriter) async throws -> Report {
    var report = Report()
    let scoring = AheadScoring(folder: layout.artifacts, nowSeconds: now() / 1000)
    let hadScores = try writer.registry.aheadScore() != nil
    guard var pass = try ActualsSpool(folder: layout.actuals).beginPass() else {
      if hadScores { try await writer.endAheadIntake(try writer.registry.nextAheadIntake()) }
      return report
    }
    let intake = try writer.registry.nextAheadIntake()
    while let part = try pass.next() {
      var scores: [AheadRecord] = []
      for waiting in part {
        let taken = scoring.take(waiting, &report)
        try pass.keep(taken.waiting, of: waiting.customer)
        if let score = taken.score { scores.append(score) }
      }
      if !scores.isEmpty { try await writer.recordAhead(scores, intake: intake) }
    }
    if try hadScores || writer.registry.aheadScore() != nil {
      try await writer.endAheadIntake(intake)
    }
    report.ahead = try writer.registry.aheadScore()
    // After the commit: killed in between, the same actuals are scored again to the same end.
    try pass.finish()
    return report
  }
}

/// Actuals that wait no longer, for one reason.
public struct DroppedActuals: Hashable, Sendable {
  /// Why, as a stable word for reports.
  public enum Reason: String, Sendable, CaseIterable {
    /// The model has learnt from a file that reaches as far.
    case learnt
    /// The customer has no model.
    case unknownCustomer = "unknown_customer"
    /// The model forecasts no such time.
    case offGrid = "off_grid"
    /// The model forecasts no further than 10,000 steps.
    case tooFar = "too_far"
    /// The model was imported, or needs covariates that came with no actual.
    case notForecast = "not_forecast"
    /// Thirty days have gone by, and the customer's file has not come as far.
    case expired
  }

  public private(set) var actuals = 0
  public private(set) var customers = 0
  /// A few of them.
  public private(set) var examples: [String] = []

  private static let exampleCount = 3

  mutating func add(_ actuals: Int, of customer: CustomerID) {
    self.actuals += actuals
    customers += 1
    if examples.count < Self.exampleCount { examples.append(customer.text) }
  }
}
