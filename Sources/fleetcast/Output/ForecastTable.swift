import ForecastFormats
import Forecasting

/// A forecast as an aligned table.
enum ForecastTable {
  static func rendered(_ forecast: Forecast) -> String {
    let several = forecast.intervals.count > 1
    var header = ["timestamp", "yhat"]
    var columns = [forecast.yhat]
    for interval in forecast.intervals {
      let ending = several ? "_" + PredictionLevels.percent(interval.level) : ""
      header += ["yhat_lower" + ending, "yhat_upper" + ending]
      columns += [interval.lower, interval.upper]
    }
    for component in forecast.components {
      header.append(component.name)
      columns.append(component.values)
    }
    let decimals = NumberText.decimals(for: columns.flatMap { $0 })
    let times = TimestampText(writing: forecast.timestamps)
    let rows = forecast.timestamps.indices.map { row in
      [times.text(of: forecast.timestamps[row])]
        + columns.map { NumberText.fixed($0[row], decimals: decimals) }
    }
    return TextTable(header: header, rows: rows).rendered()
  }
}
