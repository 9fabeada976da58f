import Forecasting
import JSONCoding

extension Covariates {
  private static let timeColumn = "timestamp"

  /// Columns of equal length: `{"timestamp":["2024-03-01"],"temperature":[21.5]}`; `null` is missing.
  init(future value: JSONValue) throws(ForecastQuestionError) {
    guard case .object(let columns) = value else {
      throw Self.bad("expected an object of columns of equal length, one of them 'timestamp'")
    }
    let times = try Self.times(columns[Self.timeColumn])
    let names = columns.keys.filter { $0 != Self.timeColumn }.sorted()
    var values: [[Double]] = []
    for name in names {
      let column = try Self.numbers(columns[name], of: name)
      guard column.count == times.count else {
        throw Self.bad("'\(name)' has \(column.count) values for \(times.count) timestamps")
      }
      values.append(column)
    }
    self.init(names: names, timestamps: times, columns: values)
  }

  private static func times(_ value: JSONValue?) throws(ForecastQuestionError) -> [Int64] {
    guard case .array(let values)? = value else {
      throw bad("expected an array 'timestamp' of times such as \"2024-03-01\"")
    }
    var times: [Int64] = []
    for value in values {
      guard case .string(let text) = value, let time = TimestampText.parse(text) else {
        throw bad("a timestamp is a text such as \"2024-03-01\" or \"2024-03-01T10:00:00\"")
      }
      guard times.last.map({ $0 < time }) ?? true else {
        throw bad("the timestamps must increase, and '\(text)' does not")
      }
      times.append(time)
    }
    return times
  }

  private static func numbers(
    _ value: JSONValue?, of name: String
  ) throws(ForecastQuestionError) -> [Double] {
    guard case .array(let values)? = value else { throw bad("'\(name)' is no array of numbers") }
    var numbers: [Double] = []
    for value in values {
      switch value {
      case .number(let number): numbers.append(number)
      case .null: numbers.append(.nan)
      default: throw bad("'\(name)' holds what is neither a number nor null")
      }
    }
    return numbers
  }

  private static func bad(_ sentence: String) -> ForecastQuestionError {
    .bad(member: "future", sentence)
  }
}
