import ActualsSpool
import Customers
import Forecasting
import ModelArtifacts
import ModelRegistry

/// The actuals of one customer beside its model.
struct AheadScoring {
  let folder: String
  /// Since 1970-01-01 UTC.
  let nowSeconds: Int64
  private let archives = ArtifactReader()

  /// So long an actual waits for its customer's file.
  private static let patienceSeconds: Int64 = 30 * 86_400

  init(folder: String, nowSeconds: Int64) {
    self.folder = folder
    self.nowSeconds = nowSeconds
  }

  /// What becomes of a customer's actuals.
  struct Taken {
    var waiting: [WaitingActuals.Row] = []
    var score: AheadRecord?
  }

  /// - Parameters:
  ///   - actuals: All that wait of a customer.
  ///   - report: Is told of those that wait no longer, and why.
  /// - Returns: Those that wait on, and how the model does on them.
  func take(_ actuals: WaitingActuals, _ report: inout ActualsIntake.Report) -> Taken {
    let customer = actuals.customer
    let rows = actuals.rows.filter { nowSeconds - $0.receivedSeconds < Self.patienceSeconds }
    report.drop(actuals.rows.count - rows.count, of: customer, .expired)
    guard !rows.isEmpty else { return Taken() }
    // An archive that cannot be read is replaced by the next run; until then nothing is scored.
    guard let model = try? archives.readModel(of: customer, in: folder).model else {
      guard (try? archives.version(of: customer, in: folder)) != nil else {
        report.drop(rows.count, of: customer, .unknownCustomer)
        return Taken()
      }
      report.unscored += rows.count
      return Taken(waiting: rows)
    }
    switch model {
    case .fitted(let model): return take(rows, of: customer, model, &report)
    case .prophet:
      let ahead = rows.count { $0.timestamp > model.trainedThrough }
      report.drop(ahead, of: customer, .notForecast)
      report.drop(rows.count - ahead, of: customer, .learnt)
      return Taken()
    }
  }

  private func take(
    _ rows: [WaitingActuals.Row], of customer: CustomerID, _ model: FittedModel,
    _ report: inout ActualsIntake.Report
  ) -> Taken {
    var places: [Scorability: [WaitingActuals.Row]] = [:]
    for row in rows { places[model.scorability(of: row.timestamp), default: []].append(row) }
    report.drop(places[.learnt]?.count ?? 0, of: customer, .learnt)
    report.drop(places[.offGrid]?.count ?? 0, of: customer, .offGrid)
    report.drop(places[.tooFar]?.count ?? 0, of: customer, .tooFar)
    guard let ahead = places[.scorable] else { return Taken() }
    guard
      let series = try? TimeSeries(
        timestamps: ahead.map(\.timestamp), values: ahead.map(\.value)),
      let score = model.score(on: series)
    else {
      report.drop(ahead.count, of: customer, .notForecast)
      return Taken()
    }
    return Taken(
      waiting: ahead, score: AheadRecord(customer: customer, score: ScoreRecord(score)))
  }
}
