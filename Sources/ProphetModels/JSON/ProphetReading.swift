import Forecasting

/// A model that was read, and what of it could not be.
public struct ProphetReading: Hashable, Sendable {
  public let model: ProphetModel
  /// What forecasts of `model` lack beside Prophet's own, and what they take for granted.
  public let notes: [ProphetNote]

  /// The longest text of a model, in bytes.
  public static let maximumBytes = 256 << 20

  /// Reads what `prophet.serialize.model_to_json` wrote.
  ///
  /// - Parameter json: UTF-8, at most `maximumBytes`.
  /// - Throws: `ProphetModelError` that says what is wrong, and where.
  public init(json: [UInt8]) throws(ProphetModelError) {
    guard json.count <= Self.maximumBytes else {
      throw .malformed("it has \(json.count) bytes, more than \(Self.maximumBytes)")
    }
    let document = try ProphetDocument(text: json)
    let history = try ProphetHistory(
      document.history.value.data, dates: document.dates?.value.data ?? [])
    var effects = try EffectReader(document)
    let components = try effects.components()
    model = try ProphetModel(
      grid: TimeGrid(detecting: history.dates), firstTime: history.timestamps[0],
      trainedThrough: history.timestamps[history.timestamps.count - 1],
      rows: document.history.value.data.count,
      scale: try Self.scale(document, history), trend: try Self.trend(document),
      components: components, noise: document.params.noise.mean,
      intervalWidth: document.intervalWidth)
    var notes = effects.missingHolidays.map { ProphetNote.missingHoliday($0) }
    if model.trend.growth == .logistic, history.hasChangingBounds { notes.append(.changingBounds) }
    self.notes = notes
  }

  private static func scale(
    _ document: ProphetDocument, _ history: ProphetHistory
  ) throws(ProphetModelError) -> ProphetScale {
    let kind = try document.scaling.map { text throws(ProphetModelError) in
      try known(ProphetScale.Kind(rawValue: text), "scaling", text)
    }
    let isLogistic = document.growth == ProphetTrend.Growth.logistic.rawValue
    return ProphetScale(
      kind: kind ?? .absmax, start: document.start, timeLength: document.timeLength,
      valueSize: document.valueSize, smallestValue: document.smallestValue ?? 0,
      capacity: isLogistic ? history.last.cap : nil,
      floor: document.hasFloor == true ? history.last.floor : nil)
  }

  private static func trend(_ document: ProphetDocument) throws(ProphetModelError) -> ProphetTrend {
    ProphetTrend(
      growth: try known(
        ProphetTrend.Growth(rawValue: document.growth), "growth", document.growth),
      rate: document.params.k.mean, offset: document.params.m.mean,
      changepoints: document.changepoints, changes: document.params.delta.means)
  }

  static func known<Value>(
    _ value: Value?, _ name: String, _ text: String
  ) throws(ProphetModelError) -> Value {
    guard let value else { throw .unknown(name: name, value: text) }
    return value
  }
}

/// Something about a model that was read that its reader should know.
public enum ProphetNote: Hashable, Sendable {
  /// A holiday that the file names but has no dates of: one of a country, which Prophet generates.
  case missingHoliday(String)
  /// The history's `cap` or `floor` changed: forecasts take the last row's.
  case changingBounds
}

extension ProphetNote: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingHoliday(let name):
      "holiday '\(name)' is missing: the file has no dates of it, Prophet makes them up by country"
    case .changingBounds:
      "cap or floor changed in the history: forecasts take the last row's"
    }
  }
}

/// The times of a model's history, and its last row.
struct ProphetHistory {
  /// Seconds since 1970-01-01, strictly increasing.
  let timestamps: [Int64]
  /// The same with rows that have no value: what tells the step between rows.
  let dates: [Int64]
  let last: ProphetDocument.HistoryRow
  let hasChangingBounds: Bool

  init(_ rows: [ProphetDocument.HistoryRow], dates: [String]) throws(ProphetModelError) {
    // Prophet lets a time stand twice.
    let timestamps = Set(try Self.times(of: rows.map(\.ds), in: "history")).sorted()
    guard let last = rows.last, let end = timestamps.last else {
      throw .malformed("history: it has no rows")
    }
    let others = try Self.times(of: dates, in: "history_dates").filter { $0 <= end }
    self.timestamps = timestamps
    self.dates = Set(timestamps + others).sorted()
    self.last = last
    hasChangingBounds = rows.contains { $0.cap != last.cap || $0.floor != last.floor }
  }

  private static func times(
    of texts: [String], in table: String
  ) throws(ProphetModelError) -> [Int64] {
    var times: [Int64] = []
    for (index, text) in texts.enumerated() {
      guard let time = TimestampText.parse(text) else {
        throw .malformed("\(table), row \(index): '\(text)' is no time")
      }
      times.append(time)
    }
    return times
  }
}
