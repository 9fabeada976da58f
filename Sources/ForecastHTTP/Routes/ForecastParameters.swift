import ForecastFormats
import Forecasting

/// The query of a forecast: `horizon=7&level=0.8,0.95&start=2022-12-25&format=csv&components=true`.
struct ForecastParameters {
  private(set) var request = ForecastRequest()
  /// What was asked for, which beats the Accept header.
  private(set) var format: ForecastFormat?
  /// As they came, for what turns out wrong when the model is known.
  private let parameters: QueryParameters

  enum Name: String, CaseIterable {
    case horizon, level, start, format, components
  }

  private static let names = Name.allCases.map(\.rawValue)

  /// Reads the part of a request's target behind the question mark.
  init(query: String?) throws(Problem) {
    parameters = try QueryParameters(query, known: Self.names)
    for name in Name.allCases {
      if let text = parameters[name.rawValue] { try set(name, text) }
    }
  }

  /// The problem that an error of the model is, told by the parameter that caused it.
  func problem(_ error: ForecastRequestError) -> Problem {
    switch error {
    case .horizon: outOfRange(.horizon, error)
    case .start: outOfRange(.start, error)
    case .covariates(let cause): Self.covariatesMissing(error, cause)
    }
  }

  private func outOfRange(_ name: Name, _ error: ForecastRequestError) -> Problem {
    .outOfRange(
      name.rawValue, value: parameters[name.rawValue] ?? "\(request.horizon)", expected: "\(error)")
  }

  private static func covariatesMissing(
    _ error: ForecastRequestError, _ cause: ForecastError
  ) -> Problem {
    var problem = Problem(kind: .covariatesMissing, detail: "\(error)")
    if case .futureMissing(let name, let time) = cause {
      let text = TimestampText(writing: [time]).text(of: time)
      problem.detail =
        "the forecast needs '\(name)' at \(text), which the model does not know: ask for fewer steps,"
        + " or train with --future that reaches so far"
    }
    problem.members = Problem.members(of: cause)
    return problem
  }

  private mutating func set(_ name: Name, _ text: String) throws(Problem) {
    switch name {
    case .horizon: request.horizon = try Self.horizon(text)
    case .level: request.levels = try Self.levels(text)
    case .start: request.start = try Self.start(text)
    case .components: request.components = try Self.flag(name, text)
    case .format:
      format = ForecastFormat(rawValue: text)
      guard format != nil else {
        throw .badParameter(name.rawValue, value: text, expected: "expected json, csv or ndjson")
      }
    }
  }

  private static func horizon(_ text: String) throws(Problem) -> Horizon {
    do {
      return try Horizon(text)
    } catch {
      let name = Name.horizon.rawValue
      switch error {
      case .malformed: throw .badParameter(name, value: text, expected: error.description)
      case .stepsOutOfRange, .shorterThanADay, .endsAfterYear9999:
        throw .outOfRange(name, value: text, expected: error.description)
      }
    }
  }

  private static func levels(_ text: String) throws(Problem) -> PredictionLevels {
    do {
      return try PredictionLevels(text)
    } catch {
      throw .badParameter(Name.level.rawValue, value: text, expected: error.description)
    }
  }

  private static func start(_ text: String) throws(Problem) -> Int64 {
    guard let start = TimestampText.parse(text) else {
      throw .badParameter(
        Name.start.rawValue, value: text,
        expected: "expected a date such as 2024-03-01 or a time such as 2024-03-01T10:00:00")
    }
    return start
  }

  private static func flag(_ name: Name, _ text: String) throws(Problem) -> Bool {
    switch text {
    case "true", "1", "": return true
    case "false", "0": return false
    default:
      throw .badParameter(name.rawValue, value: text, expected: "expected true or false")
    }
  }
}
