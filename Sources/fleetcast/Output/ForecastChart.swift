import ForecastFormats
import Forecasting

/// A forecast drawn in text: the point forecast as a line, the widest interval as a shade.
enum ForecastChart {
  private static let height = 14
  private static let gutter = 14

  /// Draws `width` columns in all; steps are thinned out where there are more than fit.
  static func rendered(_ forecast: Forecast, width: Int) -> String {
    let times = TimestampText(writing: forecast.timestamps)
    let columns = columns(of: forecast, count: max(10, width - gutter))
    let values = columns.flatMap { [$0.yhat, $0.lower, $0.upper] }.filter(\.isFinite)
    guard let low = values.min(), let high = values.max(), let first = forecast.timestamps.first,
      let last = forecast.timestamps.last
    else { return "" }
    let span = high > low ? high - low : max(abs(high), 1)
    let decimals = NumberText.decimals(for: values)
    func row(of value: Double) -> Int {
      let fraction = (value - low) / span
      return Int((fraction * Double(height - 1)).rounded())
    }

    var lines: [String] = []
    for line in stride(from: height - 1, through: 0, by: -1) {
      let value = low + span * Double(line) / Double(height - 1)
      let mark = line % 4 == 1 ? NumberText.fixed(value, decimals: decimals) : ""
      let cells = columns.map { column -> Character in
        if row(of: column.yhat) == line { return "●" }
        return (row(of: column.lower)...row(of: column.upper)).contains(line) ? "░" : " "
      }
      let padding = String(repeating: " ", count: max(0, gutter - 2 - mark.count))
      lines.append(padding + mark + " │" + String(cells))
    }
    let axis = String(repeating: "─", count: columns.count)
    lines.append(String(repeating: " ", count: gutter - 1) + "└" + axis)
    let ends = [times.text(of: first), times.text(of: last)]
    let gap = max(1, columns.count - ends[0].count - ends[1].count)
    lines.append(
      String(repeating: " ", count: gutter) + ends[0] + String(repeating: " ", count: gap)
        + ends[1])
    lines.append(String(repeating: " ", count: gutter) + legend(forecast))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func legend(_ forecast: Forecast) -> String {
    guard let widest = forecast.intervals.map(\.level).max() else { return "● forecast" }
    return "● forecast  ░ \(PredictionLevels.percent(widest))% interval"
  }

  private struct Column {
    let yhat: Double
    let lower: Double
    let upper: Double
  }

  /// One column a step, widened where there is room; of too many steps every k-th.
  private static func columns(of forecast: Forecast, count: Int) -> [Column] {
    let steps = forecast.yhat.count
    guard steps > 0 else { return [] }
    let widest = forecast.intervals.max { $0.level < $1.level }
    let repeats = max(1, min(4, count / steps))
    let shown = min(count, steps * repeats)
    return (0..<shown).map { index in
      let step = min(steps - 1, index * steps / shown)
      let yhat = forecast.yhat[step]
      return Column(
        yhat: yhat, lower: widest?.lower[step] ?? yhat, upper: widest?.upper[step] ?? yhat)
    }
  }
}
