import Forecasting
public import JSONCoding

/// A question as programs send it in a body: whose forecast, and which.
///
/// ```json
/// {"customer":"8","horizon":7,"level":[0.8,0.95],"start":"2024-03-01","components":true,
///  "future":{"timestamp":["2024-03-01"],"temperature":[21.5]}}
/// ```
///
/// `period` is the original sample's name of `horizon`, and read as its `int(...)` reads it.
public struct ForecastQuestion: Hashable, Sendable {
  /// As it was sent; nil where the body does not say.
  public private(set) var customer: String?
  public private(set) var request = ForecastRequest()

  private enum Member: String, CaseIterable {
    case customer, horizon, period, level, start, components, future
  }

  /// Reads the members; all may be missing.
  ///
  /// - Parameter value: The whole body.
  /// - Throws: The first member that is not known or not what it should be.
  public init(_ value: JSONValue) throws(ForecastQuestionError) {
    guard case .object(let members) = value else { throw .notAnObject }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      guard let member = Member(rawValue: name) else {
        let known = Member.allCases.map(\.rawValue).joined(separator: ", ")
        throw .unknownMember(name, known: known)
      }
      try take(member, value)
    }
    guard members[Member.horizon.rawValue] == nil || members[Member.period.rawValue] == nil else {
      throw .bad(member: Member.period.rawValue, "it is given beside horizon; one is enough")
    }
  }

  private mutating func take(_ member: Member, _ value: JSONValue) throws(ForecastQuestionError) {
    switch member {
    case .customer: customer = try Self.text(value, member, expected: "a text")
    case .horizon: request.horizon = try Self.horizon(value, member)
    case .period: request.horizon = try Self.period(value)
    case .level: request.levels = try Self.levels(value)
    case .start: request.start = try Self.time(value, member)
    case .components: request.components = try Self.flag(value, member)
    case .future: request.future = try Covariates(future: value)
    }
  }

  private static func text(
    _ value: JSONValue, _ member: Member, expected: String
  ) throws(ForecastQuestionError) -> String {
    guard case .string(let text) = value else { throw bad(member, "expected \(expected)") }
    return text
  }

  private static func horizon(
    _ value: JSONValue, _ member: Member
  ) throws(ForecastQuestionError) -> Horizon {
    switch value {
    case .number(let steps):
      guard let whole = Int(exactly: steps) else {
        throw bad(member, "expected a whole number of steps such as 30, or a time such as \"7d\"")
      }
      return try horizon("\(whole)", member)
    case .string(let text): return try horizon(text, member)
    default: throw bad(member, "expected a number of steps such as 30, or a time such as \"7d\"")
    }
  }

  private static func horizon(
    _ text: String, _ member: Member
  ) throws(ForecastQuestionError) -> Horizon {
    do {
      return try Horizon(text)
    } catch {
      if case .malformed = error, Int(text) == nil { throw bad(member, error.description) }
      throw .outOfRange(member: member.rawValue, error.description)
    }
  }

  /// As Python's `int` reads it: `7`, `7.9`, `"7"`.
  private static func period(_ value: JSONValue) throws(ForecastQuestionError) -> Horizon {
    let steps: Int? =
      switch value {
      case .number(let number): Int(exactly: number.rounded(.towardZero))
      case .string(let text): Int(text)
      default: nil
      }
    guard let steps else { throw bad(.period, "expected a whole number of steps such as 30") }
    return try horizon("\(steps)", .period)
  }

  private static func levels(_ value: JSONValue) throws(ForecastQuestionError) -> PredictionLevels {
    let values = if case .array(let values) = value { values } else { [value] }
    var texts: [String] = []
    for value in values {
      guard case .number(let level) = value else {
        throw bad(.level, "expected a number such as 0.8, or an array of such numbers")
      }
      texts.append("\(level)")
    }
    do {
      return try PredictionLevels(texts.joined(separator: ","))
    } catch {
      throw bad(.level, error.description)
    }
  }

  private static func time(
    _ value: JSONValue, _ member: Member
  ) throws(ForecastQuestionError) -> Int64 {
    guard case .string(let text) = value, let time = TimestampText.parse(text) else {
      throw bad(member, "expected a date such as \"2024-03-01\" or \"2024-03-01T10:00:00\"")
    }
    return time
  }

  private static func flag(
    _ value: JSONValue, _ member: Member
  ) throws(ForecastQuestionError) -> Bool {
    guard case .boolean(let flag) = value else { throw bad(member, "expected true or false") }
    return flag
  }

  private static func bad(_ member: Member, _ sentence: String) -> ForecastQuestionError {
    .bad(member: member.rawValue, sentence)
  }
}
