import Customers
import Forecasting

extension ForecastDocument {
  /// The table with its header: `timestamp,yhat,yhat_lower,yhat_upper` and the components.
  ///
  /// - Returns: UTF-8, lines that end with a line feed. What is not finite is an empty field.
  public func csv() -> [UInt8] {
    let components = forecast.components
    let names = ["timestamp"] + ForecastColumns(forecast).names + components.map(\.name)
    var bytes = CSVLine.of(names)
    appendRows(prefix: [], components.map(\.values), to: &bytes)
    return bytes
  }

  /// The header of a file with many customers' forecasts: `customer,timestamp,yhat,…`.
  ///
  /// - Parameter levels: Of all forecasts in the file; nil where each has its model's own.
  /// - Returns: One line.
  public static func exportHeader(levels: PredictionLevels?) -> [UInt8] {
    // The names of one level's columns say nothing of it, so any level stands for the models' own.
    let levels = levels ?? .standard
    return CSVLine.of(["customer", "timestamp"] + ForecastColumns.names(of: levels.values))
  }

  /// Appends this customer's rows under `exportHeader`, without components.
  public func appendExportRows(to bytes: inout [UInt8]) {
    appendRows(prefix: Array((customer.text + ",").utf8), [], to: &bytes)
  }

  private func appendRows(prefix: [UInt8], _ components: [[Double]], to bytes: inout [UInt8]) {
    let columns = ForecastColumns(forecast).values + components
    let times = timestampText
    for (row, timestamp) in forecast.timestamps.enumerated() {
      bytes.append(contentsOf: prefix)
      times.append(timestamp, to: &bytes)
      for column in columns {
        bytes.append(UInt8(ascii: ","))
        if column[row].isFinite { bytes.append(contentsOf: column[row].description.utf8) }
      }
      bytes.append(UInt8(ascii: "\n"))
    }
  }
}
