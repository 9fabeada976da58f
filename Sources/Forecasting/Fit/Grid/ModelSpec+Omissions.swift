extension ModelSpec {
  /// What a design had to leave out of the specification.
  func omissions(from columns: DesignColumns) -> [FitNote] {
    var notes: [FitNote] = []
    if let dates = changepoints.dates, growth == .linear,
      columns.trend.knots.count < dates.count
    {
      notes.append(.changepointsOutside)
    }
    if columns.features.regressors.count < regressors.count { notes.append(.constantRegressor) }
    if !holidays.isEmpty, columns.features.holidays.isEmpty { notes.append(.holidaysOutside) }
    if !wantedSeasonalities.isSubset(of: columns.seasonalityNames) {
      notes.append(.seasonalityDropped)
    }
    return notes
  }

  /// The names of those that are asked for, whatever the history shows.
  private var wantedSeasonalities: Set<String> {
    let builtIn = [
      ("yearly", seasonalities.yearly), ("weekly", seasonalities.weekly),
      ("daily", seasonalities.daily),
    ]
    return Set(builtIn.filter { $0.1 == .on }.map(\.0) + customSeasonalities.map(\.name))
  }
}

extension DesignColumns {
  /// With a condition or without.
  fileprivate var seasonalityNames: Set<String> {
    Set(seasonalities.map(\.name) + features.conditional.map(\.seasonality.name))
  }
}
