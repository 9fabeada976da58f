import Forecasting
import JSONCoding

/// The tables and series of a model: JSON in strings, as pandas writes them.
extension ProphetModel {
  func writeTables(
    _ history: ProphetHistoryRows, _ components: ComponentTable, _ writer: inout JSONWriter
  ) {
    let bends = trend.changepoints.map {
      Int64((scale.start + $0 * scale.timeLength).rounded(.down))
    }
    writer.embedded("changepoints") { $0.series(name: "ds", times: bends) }
    writer.embedded("history_dates") { $0.series(name: "ds", times: history.dates) }
    if holidays.isEmpty {
      for name in ["train_holiday_names", "holidays"] {
        writer.name(name)
        writer.null()
      }
    } else {
      writer.embedded("train_holiday_names") {
        $0.series(name: nil, count: holidays.count) { $0.string(holidays[$1].name) }
      }
      writer.embedded("holidays") { writeHolidays(&$0) }
    }
    writer.embedded("history") { writeHistory(history, &$0) }
    writer.embedded("train_component_cols") { writer in
      let fields = components.names.map { ($0, "integer") }
      writer.table(fields, rows: components.columns.count) { row, writer in
        for name in components.names {
          writer.name(name)
          writer.integer(components.columns[row].contains(name) ? 1 : 0)
        }
      }
    }
  }

  private func writeHolidays(_ writer: inout JSONWriter) {
    let rows = holidays.flatMap { holiday in holiday.dates.map { (holiday, $0) } }
    let fields = [
      ("holiday", "string"), ("ds", "datetime"), ("lower_window", "integer"),
      ("upper_window", "integer"), ("prior_scale", "number"),
    ]
    writer.table(fields, rows: rows.count) { row, writer in
      let (holiday, date) = rows[row]
      writer.texts([("holiday", holiday.name)])
      writer.name("ds")
      writer.time(Int64(date.day) * 86_400)
      writer.name("lower_window")
      writer.integer(date.lowerWindow)
      writer.name("upper_window")
      writer.integer(date.upperWindow)
      writer.numbers([("prior_scale", holiday.priorScale)])
    }
  }

  /// The rows as `fit` leaves them: scaled, regressors standardised; at their means where unknown.
  private func writeHistory(_ history: ProphetHistoryRows, _ writer: inout JSONWriter) {
    let conditions = Set(seasonalities.compactMap(\.conditionName)).sorted()
    let cap = scale.capacity
    let floor = scale.bottom
    let fields =
      [("ds", "datetime"), ("y", "number"), ("floor", "number"), ("t", "number")]
      + [("y_scaled", "number")]
      + (cap == nil ? [] : [("cap", "number"), ("cap_scaled", "number")])
      + regressors.map { ($0.name, "number") } + conditions.map { ($0, "boolean") }
    writer.table(fields, rows: history.timestamps.count) { row, writer in
      let value = history.values[row]
      writer.name("ds")
      writer.time(history.timestamps[row])
      writer.numbers([
        ("y", value), ("floor", floor), ("t", scale.time(of: history.timestamps[row])),
        ("y_scaled", (value - floor) / scale.valueSize),
      ])
      if let cap {
        writer.numbers([("cap", cap), ("cap_scaled", scale.scaledCapacity)])
      }
      for regressor in regressors {
        let value = history.value(of: regressor.name, atRow: row)
        writer.numbers([(regressor.name, value.map { regressor.standardised($0) } ?? 0)])
      }
      for condition in conditions {
        writer.name(condition)
        writer.boolean((history.value(of: condition, atRow: row) ?? 0) != 0)
      }
    }
  }
}

extension JSONWriter {
  /// A member whose value is a string that holds JSON.
  fileprivate mutating func embedded(_ name: String, _ write: (inout JSONWriter) -> Void) {
    var inner = JSONWriter(reservingBytes: 4096)
    write(&inner)
    self.name(name)
    string(String(decoding: inner.bytes, as: UTF8.self))
  }

  /// A time as pandas writes it, with milliseconds.
  fileprivate mutating func time(_ timestamp: Int64) {
    // The form of times that are no whole days.
    let text = TimestampText(writing: [1])
    plainString {
      text.append(timestamp, to: &$0)
      $0 += Array(".000".utf8)
    }
  }

  /// `orient="split"`.
  fileprivate mutating func series(
    name seriesName: String?, count: Int, _ write: (inout JSONWriter, Int) -> Void
  ) {
    object { writer in
      writer.name("name")
      if let seriesName { writer.string(seriesName) } else { writer.null() }
      writer.name("index")
      writer.array { writer in
        for index in 0..<count { writer.integer(index) }
      }
      writer.name("data")
      writer.array { writer in
        for index in 0..<count { write(&writer, index) }
      }
    }
  }

  fileprivate mutating func series(name: String, times: [Int64]) {
    series(name: name, count: times.count) { $0.time(times[$1]) }
  }

  /// `orient="table"`.
  fileprivate mutating func table(
    _ fields: [(name: String, type: String)], rows: Int, _ write: (Int, inout JSONWriter) -> Void
  ) {
    object { writer in
      writer.name("schema")
      writer.object { writer in
        writer.name("fields")
        writer.array { writer in
          for field in fields {
            writer.object { $0.texts([("name", field.name), ("type", field.type)]) }
          }
        }
        writer.texts([("pandas_version", "1.4.0")])
      }
      writer.name("data")
      writer.array { writer in
        for row in 0..<rows { writer.object { write(row, &$0) } }
      }
    }
  }
}
