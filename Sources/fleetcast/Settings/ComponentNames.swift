import Forecasting

/// The names of a model's components: each is given once.
enum ComponentNames {
  private static let builtInSeasonalities: Set<String> = ["yearly", "weekly", "daily"]

  /// Says which names clash.
  ///
  /// A custom seasonality may take the place of a built-in one.
  ///
  /// - Parameter specification: As it was asked for.
  /// - Throws: `CommandFailure` of wrong usage.
  static func check(_ specification: ModelSpec) throws(CommandFailure) {
    var owners: [String: String] = [:]
    for seasonality in specification.customSeasonalities {
      try claim(seasonality.name, "a seasonality", &owners)
    }
    for name in builtInSeasonalities where owners[name] == nil {
      owners[name] = "a built-in seasonality"
    }
    for name in Set(specification.holidays.map(\.name)).sorted() {
      try claim(name, "a holiday", &owners)
    }
    for regressor in specification.regressors {
      try claim(regressor.name, "a regressor", &owners)
    }
  }

  private static func claim(
    _ name: String, _ owner: String, _ owners: inout [String: String]
  ) throws(CommandFailure) {
    let isColumn = name == "timestamp" || name.hasPrefix("yhat_")
    if let other = isColumn ? "a column of forecasts" : owners[name] {
      throw CommandFailure(
        status: .usage,
        message: "'\(name)' names \(owner == other ? "\(owner) already" : "\(owner) and \(other)");"
          + " every seasonality, holiday and regressor needs a name of its own")
    }
    owners[name] = owner
  }
}
