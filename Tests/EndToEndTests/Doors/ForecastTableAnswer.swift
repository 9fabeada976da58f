import Foundation
import Testing

/// A forecast's numbers to the last bit, whichever door gave them and in whatever form.
struct ForecastTableAnswer: Equatable {
  /// Seconds since 1970-01-01, one a step.
  var times: [Int64] = []
  /// The bit patterns of each column's doubles, so that what prints alike need not be alike.
  var columns: [String: [UInt64]] = [:]

  mutating func add(_ values: [Double], as name: String) {
    columns[name] = values.map(\.bitPattern)
  }
}

// MARK: - The forms

extension ForecastTableAnswer {
  /// The contract's JSON.
  init(json: String) throws {
    struct Document: Decodable {
      let forecast: [String: Column]
      let components: [String: [Double]]?
    }
    let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
    for (name, column) in document.forecast {
      switch column {
      case .times(let texts): times = try texts.map(Self.seconds)
      case .numbers(let values): add(values, as: name)
      }
    }
    for (name, values) in document.components ?? [:] { add(values, as: name) }
  }

  /// CSV; of a file with many customers the rows of one, without their first field.
  init(csv: String) throws {
    let lines = csv.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    let names = try #require(lines.first)
    let rows = lines.dropFirst()
    times = try rows.map { try Self.seconds($0[0]) }
    for (index, name) in names.enumerated().dropFirst() {
      add(try rows.map { try #require(Double($0[index])) }, as: name)
    }
  }

  /// An object a step.
  init(lines: String) throws {
    let rows = try lines.split(separator: "\n").map {
      try JSONDecoder().decode([String: Cell].self, from: Data($0.utf8))
    }
    for name in try #require(rows.first).keys {
      let cells = try rows.map { try #require($0[name]) }
      if name == "timestamp" {
        times = try cells.map { try Self.seconds(try #require($0.text)) }
      } else {
        add(try cells.map { try #require($0.number) }, as: name)
      }
    }
  }

  /// A JSON text that holds a data frame as pandas writes it, times in milliseconds.
  init(frame: String) throws {
    let text = try JSONDecoder().decode(String.self, from: Data(frame.utf8))
    let columns = try JSONDecoder().decode(
      [String: [String: Double]].self, from: Data(text.utf8))
    for (name, column) in columns {
      let rows = try column.map { (try #require(Int($0)), $1) }.sorted { $0.0 < $1.0 }
      #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.0 + 1 == $1.0 })
      if name == "ds" {
        times = rows.map { Int64($0.1 / 1000) }
      } else {
        add(rows.map(\.1), as: name)
      }
    }
  }

  private static func seconds(_ text: String) throws -> Int64 {
    let time = text.count == 10 ? text + "T00:00:00Z" : text + "Z"
    return Int64(try Date(time, strategy: .iso8601).timeIntervalSince1970)
  }
}

/// A column of the contract's JSON.
private enum Column: Decodable {
  case times([String])
  case numbers([Double])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let numbers = try? container.decode([Double].self) {
      self = .numbers(numbers)
    } else {
      self = .times(try container.decode([String].self))
    }
  }
}

/// A value of one step.
private struct Cell: Decodable {
  var text: String?
  var number: Double?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self.number = number
    } else {
      text = try container.decode(String.self)
    }
  }
}
