extension ModelSpec {
  /// The most columns that a specification may add to a model: far more than any rows can tell
  /// apart, and few enough for the memory of a worker.
  public static let maximumColumns = 2_000

  /// The columns that custom seasonalities, regressors and holidays can have, of each holiday every
  /// day of its windows.
  var possibleColumns: Int {
    // Every window holds the date itself, so that those of one name are one.
    var windows: [String: ClosedRange<Int>] = [:]
    for holiday in holidays {
      let own = windows[holiday.name] ?? 0...0
      windows[holiday.name] =
        min(own.lowerBound, holiday.lowerWindow)...max(own.upperBound, holiday.upperWindow)
    }
    return windows.values.reduce(0) { $0 + $1.count } + regressors.count
      + customSeasonalities.reduce(0) { $0 + 2 * $1.fourierOrder }
  }

  /// Refuses more columns than `maximumColumns`.
  ///
  /// - Throws: `ModelSpecError.columns`
  public func checkColumns() throws(ModelSpecError) {
    let count = possibleColumns
    guard count <= Self.maximumColumns else { throw .columns(count) }
  }
}
