import GRDB

extension RegistryWriter {
  /// Inserts the scores of customers that have none in this run yet.
  static func insert(_ scores: [RecordedScore], in run: Int64, _ database: Database) throws {
    var tally = ScoreTally()
    let insertScore = try database.cachedStatement(sql: insertScore)
    let replaceChart = try database.cachedStatement(sql: replaceChart)
    let removeChart = try database.cachedStatement(sql: "DELETE FROM charts WHERE customer = ?")
    for recorded in scores {
      tally.add(recorded)
      if let chart = recorded.chart {
        replaceChart.setUncheckedArguments(
          [
            recorded.customer, chart.value, chart.average, chart.centre, chart.variance,
            chart.nights, chart.wildNights, chart.driftedSince,
          ])
        try replaceChart.execute()
      } else {
        removeChart.setUncheckedArguments([recorded.customer])
        try removeChart.execute()
      }
      guard let score = recorded.score else { continue }
      insertScore.setUncheckedArguments(arguments(score, of: recorded.customer, run: run))
      try insertScore.execute()
    }
    try tally.apply(to: run, in: database)
  }

  private static let insertScore = """
    INSERT INTO scores (run, customer, "values", first_time, last_time, mae, rmse, bias, mase,
    coverage80, standardised_error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static func arguments(
    _ score: ScoreRecord, of customer: String, run: Int64
  ) -> StatementArguments {
    [
      run, customer, score.values, score.firstTime, score.lastTime, score.mae, score.rmse,
      score.bias, score.mase, score.coverage80, score.standardisedError,
    ]
  }

  private static let replaceChart = """
    INSERT INTO charts (customer, value, average, centre, variance, nights, wild_nights,
    drifted_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (customer) DO UPDATE SET value = excluded.value,
    average = excluded.average, centre = excluded.centre, variance = excluded.variance,
    nights = excluded.nights, wild_nights = excluded.wild_nights, drifted_since = excluded.drifted_since
    """
}

/// What a batch of scores adds to those of its run.
private struct ScoreTally {
  private var customers = 0
  private var values = 0
  private var inside = 0.0
  private var scaled = 0
  private var mase = 0.0
  private var bias = 0.0
  private var drifted = 0

  mutating func add(_ recorded: RecordedScore) {
    guard let score = recorded.score else { return }
    customers += 1
    values += score.values
    inside += score.coverage80 * Double(score.values)
    drifted += recorded.chart?.driftedSince == nil ? 0 : 1
    guard let own = score.mase, own > 0 else { return }
    scaled += 1
    mase += own
    // The scale is the mean absolute error in its own unit.
    bias += score.bias / score.mae * own
  }

  func apply(to run: Int64, in database: Database) throws {
    guard customers > 0 else { return }
    try database.execute(
      sql: """
        INSERT INTO run_scores (run, customers, "values", inside, scaled, mase_sum, bias_sum,
          drifted) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run) DO UPDATE SET
        customers = customers + excluded.customers, "values" = "values" + excluded."values",
        inside = inside + excluded.inside, scaled = scaled + excluded.scaled,
        mase_sum = mase_sum + excluded.mase_sum, bias_sum = bias_sum + excluded.bias_sum,
        drifted = drifted + excluded.drifted
        """,
      arguments: [run, customers, values, inside, scaled, mase, bias, drifted])
  }
}
