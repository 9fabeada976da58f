import Forecasting
import JSONCoding

extension ForecastDocument {
  /// The table as pandas writes a data frame with `to_json()`, in Prophet's words: a column an object
  /// whose keys are the rows' positions, times `ds` in milliseconds since 1970.
  ///
  /// With components the columns stand as Prophet has them: `trend` before the bounds, `yhat` last.
  ///
  /// - Parameter firstRow: The position of the first step, where the first row of the training is 0.
  /// - Returns: UTF-8. Numbers have the fewest digits that read back equal.
  public func frameJSON(firstRow: Int) -> [UInt8] {
    let columns = ForecastColumns(forecast)
    let components = forecast.components.map { (name: $0.name, values: $0.values) }
    let bounds = zip(columns.names, columns.values).dropFirst()
    let keys = forecast.timestamps.indices.map { "\(firstRow + $0)" }
    var writer = JSONWriter(reservingBytes: 64 + keys.count * (24 + 28 * columns.names.count))
    writer.object { writer in
      writer.name("ds")
      writer.object { writer in
        for (key, time) in zip(keys, forecast.timestamps) {
          writer.name(key)
          writer.integer(Int(time) * 1000)
        }
      }
      for (name, values) in components where name == "trend" {
        Self.write(name, values, keys, &writer)
      }
      for (name, values) in bounds { Self.write(name, values, keys, &writer) }
      for (name, values) in components where name != "trend" {
        Self.write(name, values, keys, &writer)
      }
      Self.write("yhat", forecast.yhat, keys, &writer)
    }
    return writer.bytes
  }

  private static func write(
    _ name: String, _ values: [Double], _ keys: [String], _ writer: inout JSONWriter
  ) {
    writer.name(name)
    writer.object { writer in
      for (key, value) in zip(keys, values) {
        writer.name(key)
        writer.number(value)
      }
    }
  }
}
