/// The covariates of a series: at its rows, and at the steps after them.
struct PlacedCovariates {
  let known: KnownCovariates
  /// By name, then by row; NaN where nothing is known of a missing row.
  private let columns: [String: [Double]]

  /// Takes the columns that a specification needs.
  ///
  /// - Parameters:
  ///   - covariates: All that is known of the customer.
  ///   - names: The columns needed, each once.
  ///   - times: Of the series' rows.
  ///   - values: Of the series, NaN where missing.
  /// - Throws: `FitError` of the first column that is not there, or not known at an observed row.
  init(
    _ covariates: Covariates, names: [String], at times: RowTimes, observed values: [Double]
  ) throws(FitError) {
    let places = times.places(of: covariates.timestamps, stepsAfter: Horizon.maximumSteps)
    var columns: [String: [Double]] = [:]
    var later: [[Double?]] = []
    for name in names {
      guard let index = covariates.names.firstIndex(of: name) else {
        throw .covariateUnknown(name: name)
      }
      let source = covariates.columns[index]
      let placed = places.map { place in place.map { source[$0] } ?? .nan }
      for row in values.indices where placed[row].isNaN && !values[row].isNaN {
        throw .covariateMissing(name: name, at: times.timestamp(ofRow: row))
      }
      columns[name] = Array(placed[..<times.rows])
      later.append(placed[times.rows...].map { $0.isNaN ? nil : $0 })
    }
    self.columns = columns
    known = KnownCovariates(names: names, values: later)
  }

  /// By row; NaN where nothing is known of a missing row.
  func values(of name: String) -> [Double] { columns[name] ?? [] }

  /// The runs of rows where a condition is not 0, ascending; a missing row is as the one before.
  func runs(where condition: String) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var applies = false
    for (row, value) in values(of: condition).enumerated() {
      if !value.isNaN { applies = value != 0 }
      if applies { runs.append(row) }
    }
    return runs
  }
}

extension [Range<Int>] {
  /// Adds a row behind the others.
  mutating func append(_ row: Int) {
    if let last, last.upperBound == row {
      self[count - 1] = last.lowerBound..<row + 1
    } else {
      append(row..<row + 1)
    }
  }
}
