import Forecasting

/// `2023-03-01,2023-06-01`: where the trend may bend.
struct ChangepointDates {
  /// Seconds since 1970-01-01.
  let times: [Int64]

  init(_ text: String) throws(SettingProblem) {
    var times: [Int64] = []
    for part in SettingList.parts(of: text) {
      guard let time = TimestampText.parse(part) else {
        throw SettingProblem(
          "expected dates such as 2023-03-01,2023-06-01, found '\(part)'")
      }
      times.append(time)
    }
    guard Set(times).count <= 100 else {
      throw SettingProblem("expected at most 100 dates, found \(Set(times).count)")
    }
    self.times = times
  }
}

/// `monthly:30.5:5,winter:7:3:0.3:is_winter`: name, period in days, Fourier order, prior scale,
/// condition.
struct SeasonalityList {
  let values: [CustomSeasonality]

  init(_ text: String) throws(SettingProblem) {
    var values: [CustomSeasonality] = []
    for part in SettingList.parts(of: text) { values.append(try Self.seasonality(part)) }
    self.values = values
  }

  private static func seasonality(_ text: String) throws(SettingProblem) -> CustomSeasonality {
    let fields = SettingList.fields(of: text)
    guard (3...5).contains(fields.count), let period = SettingList.number(fields[1]),
      let order = Int(fields[2])
    else {
      throw SettingProblem(
        "expected NAME:PERIOD:ORDER[:PRIOR_SCALE[:CONDITION]], the period in days, such as"
          + " monthly:30.5:5, found '\(text)'")
    }
    let priorScale = try SettingList.priorScale(fields, at: 3, in: text)
    do {
      return try CustomSeasonality(
        name: fields[0], period: period, fourierOrder: order,
        priorScale: priorScale ?? CustomSeasonality.standardPriorScale,
        conditionName: fields.count == 5 && !fields[4].isEmpty ? fields[4] : nil)
    } catch {
      throw SettingProblem("\(error)")
    }
  }
}

/// `temperature,price:0.5,promotion:0.3:off`: column, prior scale, whether it is standardised.
struct RegressorList {
  let values: [Regressor]

  init(_ text: String) throws(SettingProblem) {
    var values: [Regressor] = []
    for part in SettingList.parts(of: text) { values.append(try Self.regressor(part)) }
    self.values = values
  }

  private static func regressor(_ text: String) throws(SettingProblem) -> Regressor {
    let fields = SettingList.fields(of: text)
    let standardization =
      fields.count == 3 ? Regressor.Standardization(rawValue: fields[2]) : .automatic
    guard fields.count <= 3, let standardization else {
      throw SettingProblem(
        "expected NAME[:PRIOR_SCALE[:auto, on or off]] such as temperature or price:0.5,"
          + " found '\(text)'")
    }
    let priorScale = try SettingList.priorScale(fields, at: 1, in: text)
    do {
      return try Regressor(
        name: fields[0], priorScale: priorScale ?? Regressor.standardPriorScale,
        standardization: standardization)
    } catch {
      throw SettingProblem("\(error)")
    }
  }
}

/// How lists are written on the command line and in variables.
enum SettingList {
  /// The parts between commas, without the blanks around them.
  static func parts(of text: String) -> [String] { split(text, at: ",") }

  /// The fields of a part, between colons.
  static func fields(of part: String) -> [String] { split(part, at: ":") }

  private static func split(_ text: String, at separator: Character) -> [String] {
    text.split(separator: separator, omittingEmptySubsequences: false).map { part in
      let start = part.drop { $0.isWhitespace }
      let count = start.reversed().drop { $0.isWhitespace }.count
      return String(start.prefix(count))
    }
  }

  /// A decimal number; hexadecimal would be read by `Double` too.
  static func number(_ text: String) -> Double? { text.contains("x") ? nil : Double(text) }

  /// Nil where the field is empty or not there.
  static func priorScale(
    _ fields: [String], at index: Int, in text: String
  ) throws(SettingProblem) -> Double? {
    guard fields.count > index, !fields[index].isEmpty else { return nil }
    guard let scale = number(fields[index]) else {
      throw SettingProblem(
        "expected a prior scale such as 0.3 in '\(text)', found '\(fields[index])'")
    }
    return scale
  }
}
