import Forecasting
import JSONCoding

extension ForecastDocument {
  /// The table as JSON lines: an object a step, its members as the columns of `csv()`.
  ///
  /// - Returns: UTF-8, lines that end with a line feed. What is not finite is `null`.
  public func jsonLines() -> [UInt8] {
    let columns = ForecastColumns(forecast)
    let names = columns.names + forecast.components.map(\.name)
    let values = columns.values + forecast.components.map(\.values)
    let times = timestampText
    var writer = JSONWriter(reservingBytes: forecast.timestamps.count * (32 + 40 * names.count))
    for (row, timestamp) in forecast.timestamps.enumerated() {
      writer.object { writer in
        writer.name("timestamp")
        writer.plainString { times.append(timestamp, to: &$0) }
        for (name, column) in zip(names, values) {
          writer.name(name)
          writer.number(column[row])
        }
      }
      writer.lineFeed()
    }
    return writer.bytes
  }
}
