import ActualsSpool
import Customers
import FileSystem
import Forecasting
import ModelArtifacts
public import ModelRegistry

/// Scores the models in place on the actuals that came ahead of the nightly files.
///
/// No model is changed. An actual waits in the spool until its customer's model has learnt from a file
/// that reaches as far; a score stands for all that wait of a customer.
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
    public let ahead: AheadScore?
    /// Actuals of customers without a model, which were dropped.
    public var unknown = 0
    /// Actuals up to the last row of their customers' models, which were dropped.
    public var covered = 0
    /// Actuals that wait although they cannot be scored: off the grid, far ahead, or of a model
    /// imported from Prophet or lacking a regressor.
    public var unscored = 0
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
    let spool = ActualsSpool(folder: layout.actuals)
    var scoring = AheadScoring(folder: layout.artifacts)
    do throws(ActualsSpoolError) {
      scoring.take(try spool.actuals())
    } catch {
      throw .actuals(error)
    }
    let ahead: AheadScore?
    do throws(RegistryError) {
      let hadScores = try writer.registry.aheadScore() != nil
      if hadScores || !scoring.scores.isEmpty {
        try await writer.replaceAheadScores(scoring.scores)
      }
      ahead = try writer.registry.aheadScore()
    } catch {
      throw .registry(error)
    }
    // After the commit: killed in between, the same actuals are scored again to the same end.
    do throws(ActualsSpoolError) {
      try spool.keep { scoring.isAhead($0) }
    } catch {
      throw .actuals(error)
    }
    return Report(
      ahead: ahead, unknown: scoring.unknown, covered: scoring.covered,
      unscored: scoring.unscored)
  }
}

/// The actuals of one customer after the other beside its model.
private struct AheadScoring {
  let folder: String
  private(set) var scores: [AheadRecord] = []
  private(set) var unknown = 0
  private(set) var covered = 0
  private(set) var unscored = 0
  /// By customer: the last row of its model; nil where it has none.
  private var trainedThrough: [CustomerID: Int64?] = [:]
  private let archives = ArtifactReader()

  init(folder: String) { self.folder = folder }

  /// - Parameter actuals: Sorted by customer and time, each time once.
  mutating func take(_ actuals: [Actual]) {
    var start = 0
    while start < actuals.count {
      let customer = actuals[start].customer
      let end = actuals[start...].firstIndex { $0.customer != customer } ?? actuals.count
      take(actuals[start..<end], of: customer)
      start = end
    }
  }

  private mutating func take(_ actuals: ArraySlice<Actual>, of customer: CustomerID) {
    // An archive that cannot be read is replaced by the next run; until then nothing is scored.
    let model = try? archives.readModel(of: customer, in: folder).model
    let isThere = (try? archives.version(of: customer, in: folder)) != nil
    guard let model else {
      trainedThrough[customer] = .some(isThere ? Int64.min : nil)
      if isThere { unscored += actuals.count } else { unknown += actuals.count }
      return
    }
    trainedThrough[customer] = model.trainedThrough
    let ahead = actuals.filter { $0.timestamp > model.trainedThrough }
    covered += actuals.count - ahead.count
    guard
      case .fitted(let fitted) = model,
      let series = try? TimeSeries(
        timestamps: ahead.map(\.timestamp), values: ahead.map(\.value)),
      let score = fitted.score(on: series)
    else {
      unscored += ahead.count
      return
    }
    unscored += ahead.count - score.values
    scores.append(AheadRecord(customer: customer, score: ScoreRecord(score)))
  }

  /// Whether an actual is still to wait; one that came meanwhile is.
  func isAhead(_ actual: Actual) -> Bool {
    guard let known = trainedThrough[actual.customer] else { return true }
    guard let last = known else { return false }
    return actual.timestamp > last
  }
}
