import Forecasting
import JSONCoding

extension ProphetModel {
  /// What `prophet.serialize.model_from_json` loads.
  ///
  /// - Parameter history: Its rows.
  /// - Returns: UTF-8, one line that ends.
  public func json(history: ProphetHistoryRows) -> [UInt8] {
    var writer = JSONWriter(reservingBytes: 1 << 16)
    let table = ComponentTable(self)
    writer.object { writer in
      writeSettings(&writer)
      writeScales(&writer)
      writer.name("component_modes")
      writer.object { writer in
        for mode in [ProphetMode.additive, .multiplicative] {
          writer.name(mode.rawValue)
          writer.strings(table.names(of: mode))
        }
      }
      writeTables(history, table, &writer)
      writeComponents(&writer)
      writeParameters(history, &writer)
      writer.name("__prophet_version")
      writer.string(Self.formatVersion)
    }
    writer.lineFeed()
    return writer.bytes
  }

  /// The Prophet whose format this is.
  private static let formatVersion = "1.5.0"

  /// What `fit` was told, as far as there is no trace of it elsewhere: Prophet's defaults.
  private func writeSettings(_ writer: inout JSONWriter) {
    let isMultiplicative = seasonalities.contains { $0.mode == .multiplicative }
    writer.texts([
      ("growth", trend.growth.rawValue),
      ("seasonality_mode", (isMultiplicative ? ProphetMode.multiplicative : .additive).rawValue),
      ("holidays_mode", holidaysMode.rawValue), ("scaling", scale.kind.rawValue),
    ])
    for name in ["yearly_seasonality", "weekly_seasonality", "daily_seasonality"] {
      writer.name(name)
      writer.string("auto")
    }
    writer.name("n_changepoints")
    writer.integer(trend.changepoints.count)
    writer.name("specified_changepoints")
    writer.boolean(true)
    writer.name("logistic_floor")
    writer.boolean(scale.floor != nil)
    writer.name("mcmc_samples")
    writer.integer(0)
    writer.name("uncertainty_samples")
    writer.integer(1000)
    writer.name("country_holidays")
    writer.null()
    writer.name("fit_kwargs")
    writer.object { _ in }
    writer.numbers([
      ("changepoint_range", 1), ("seasonality_prior_scale", 10),
      ("changepoint_prior_scale", 0.05), ("holidays_prior_scale", 10),
      ("interval_width", intervalWidth),
    ])
  }

  private func writeScales(_ writer: inout JSONWriter) {
    writer.numbers([
      ("y_scale", scale.valueSize), ("y_min", scale.smallestValue), ("start", scale.start),
      ("t_scale", scale.timeLength),
    ])
  }

  private func writeComponents(_ writer: inout JSONWriter) {
    writer.name("seasonalities")
    writer.namedList(seasonalities.map(\.name)) { index, writer in
      let seasonality = seasonalities[index]
      writer.numbers([("period", seasonality.period), ("prior_scale", seasonality.priorScale)])
      writer.name("fourier_order")
      writer.integer(seasonality.fourierOrder)
      writer.texts([("mode", seasonality.mode.rawValue)])
      writer.name("condition_name")
      if let condition = seasonality.conditionName {
        writer.string(condition)
      } else {
        writer.null()
      }
    }
    writer.name("extra_regressors")
    writer.namedList(regressors.map(\.name)) { index, writer in
      let regressor = regressors[index]
      writer.numbers([
        ("prior_scale", regressor.priorScale), ("mu", regressor.mean), ("std", regressor.deviation),
      ])
      writer.texts([("standardize", "auto"), ("mode", regressor.mode.rawValue)])
      for name in ["predictor_spec", "predictor"] {
        writer.name(name)
        writer.null()
      }
    }
  }

  /// The parameters: one draw each.
  private func writeParameters(_ history: ProphetHistoryRows, _ writer: inout JSONWriter) {
    // Prophet has one changepoint of no change where there is none.
    let hasNone = trend.changepoints.isEmpty
    writer.name("changepoints_t")
    writer.numbers(hasNone ? [0] : trend.changepoints)
    let effects =
      seasonalities.flatMap(\.coefficients)
      + ComponentTable.holidayColumns(holidays).map(\.coefficient) + regressors.map(\.coefficient)
    let curve = ProphetTrendCurve(trend)
    writer.name("params")
    writer.object { writer in
      for (name, values) in [
        ("k", [trend.rate]), ("m", [trend.offset]), ("delta", hasNone ? [0] : trend.changes),
        ("sigma_obs", [noise]), ("beta", effects.isEmpty ? [0] : effects),
        (
          "trend",
          history.timestamps.map {
            curve.value(at: scale.time(of: $0), capacity: scale.scaledCapacity)
          }
        ),
      ] {
        writer.name(name)
        writer.array { $0.numbers(values) }
      }
    }
  }
}

extension JSONWriter {
  mutating func null() { number(nil) }

  mutating func strings(_ texts: [String]) {
    array { writer in
      for text in texts { writer.string(text) }
    }
  }

  mutating func texts(_ members: [(name: String, text: String)]) {
    for member in members {
      name(member.name)
      string(member.text)
    }
  }

  mutating func numbers(_ members: [(name: String, value: Double)]) {
    for member in members {
      name(member.name)
      number(member.value)
    }
  }

  /// `[[names], {name: {…}}]`: Prophet's ordered dictionaries.
  mutating func namedList(_ names: [String], _ members: (Int, inout JSONWriter) -> Void) {
    array { writer in
      writer.strings(names)
      writer.object { writer in
        for (index, name) in names.enumerated() {
          writer.name(name)
          writer.object { members(index, &$0) }
        }
      }
    }
  }
}
