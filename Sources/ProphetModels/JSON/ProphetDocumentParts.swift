import JSONCoding

/// `[[names], {name: value}]`: Prophet's ordered dictionaries.
struct NamedList<Value: Decodable>: Decodable {
  let elements: [(name: String, value: Value)]

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let names = try container.decode([String].self)
    let values = try container.nestedContainer(keyedBy: TextKey.self)
    elements = try names.map { ($0, try values.decode(Value.self, forKey: TextKey($0))) }
  }
}

/// A name that only the text knows.
struct TextKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ text: String) { stringValue = text }
  init(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }
}

/// JSON in a string of the JSON around it, as pandas' tables are.
struct Embedded<Value: Decodable>: Decodable {
  let value: Value

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    do {
      value = try JSONTextDecoder().decode(Value.self, from: Array(text.utf8))
    } catch {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "in the text there, \(error)"))
    }
  }
}

/// A data frame as pandas' `orient="table"` writes it.
struct Table<Row: Decodable>: Decodable {
  let data: [Row]
}

/// A series of texts as pandas' `orient="split"` writes it.
struct Series: Decodable {
  let data: [String]
}

/// A parameter's draws, whose means Prophet's point forecast is made of.
struct Draws: Decodable {
  /// One a column.
  let means: [Double]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // A list of numbers is one draw of each; which of the two it is shows in the first element.
    var elements = try decoder.unkeyedContainer()
    let isNested = (try? elements.nestedUnkeyedContainer()) != nil
    let draws =
      isNested ? try container.decode([[Double]].self) : [try container.decode([Double].self)]
    let columns = draws.first?.count ?? 0
    guard draws.allSatisfy({ $0.count == columns }) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "draws of different lengths")
    }
    means = (0..<columns).map { column in
      draws.reduce(0) { $0 + $1[column] } / Double(draws.count)
    }
  }

  /// The mean of all numbers, of a parameter that is one number.
  var mean: Double { means.reduce(0, +) / Double(max(1, means.count)) }
}
