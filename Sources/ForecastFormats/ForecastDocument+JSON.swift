import Customers
import Forecasting
import JSONCoding
import ModelArtifacts

extension ForecastDocument {
  /// The contract's JSON, on one line that ends.
  ///
  /// - Returns: UTF-8. Numbers have the fewest digits that read back equal; what is not finite is
  ///   `null`.
  public func json() -> [UInt8] {
    let columns = ForecastColumns(forecast)
    let times = timestampText
    // A number has up to 18 bytes and a comma, a time up to 19 bytes, quotes and a comma.
    var writer = JSONWriter(
      reservingBytes: 512 + forecast.timestamps.count * (22 + 19 * columns.values.count))
    writer.object { writer in
      writer.name("customer")
      writer.string(customer.text)
      writer.name("model")
      writer.object { write(model: times, &$0) }
      writer.name("level")
      writer.numbers(forecast.intervals.map(\.level))
      writer.name("forecast")
      writer.object { write(columns, times, &$0) }
      if !forecast.components.isEmpty {
        writer.name("components")
        writer.object(writeComponents)
        writer.name("explanation")
        writer.array { writer in
          for sentence in explanation { writer.string(sentence) }
        }
      }
    }
    writer.lineFeed()
    return writer.bytes
  }

  private func write(model times: TimestampText, _ writer: inout JSONWriter) {
    writer.name("version")
    writer.string(version.token)
    writer.name("trained_through")
    writer.plainString { times.append(trainedThrough, to: &$0) }
    writer.name("interval")
    writer.string(interval.iso8601)
    writer.name("rows")
    writer.integer(rows)
    writer.staleSteps()
  }

  private func write(
    _ columns: ForecastColumns, _ times: TimestampText, _ writer: inout JSONWriter
  ) {
    writer.name("timestamp")
    writer.array { writer in
      for timestamp in forecast.timestamps {
        writer.plainString { times.append(timestamp, to: &$0) }
      }
    }
    for (name, values) in zip(columns.names, columns.values) {
      writer.name(name)
      writer.numbers(values)
    }
  }

  private func writeComponents(_ writer: inout JSONWriter) {
    for component in forecast.components {
      writer.name(component.name)
      writer.numbers(component.values)
    }
  }
}
