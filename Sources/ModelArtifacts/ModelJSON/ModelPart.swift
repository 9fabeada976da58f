import JSONCoding

/// A part of a model that `model.json` has as an object.
protocol ModelPart {
  /// Writes the object, its members in the order of their names.
  func write(to writer: inout JSONWriter)

  /// Reads the object; members that nobody knows are passed over.
  init(json: JSONElement) throws(JSONCodingError)
}

extension JSONWriter {
  mutating func member(_ name: StaticString, _ part: some ModelPart) {
    member(name)
    part.write(to: &self)
  }

  mutating func member(_ name: StaticString, _ parts: [some ModelPart]) {
    member(name)
    array { writer in
      for part in parts { part.write(to: &writer) }
    }
  }

  mutating func member(_ name: StaticString, _ number: Double) {
    member(name)
    self.number(number)
  }

  mutating func member(_ name: StaticString, _ number: Int) {
    member(name)
    integer(number)
  }

  mutating func member(_ name: StaticString, _ text: String) {
    member(name)
    string(text)
  }

  mutating func member(_ name: StaticString, _ values: [Double]) {
    member(name)
    numbers(values)
  }

  mutating func member(_ name: StaticString, _ lists: [[Double]]) {
    member(name)
    array { writer in
      for list in lists { writer.numbers(list) }
    }
  }

  mutating func member(_ name: StaticString, _ values: [Int]) {
    member(name)
    array { writer in
      for value in values { writer.integer(value) }
    }
  }

  mutating func member(_ name: StaticString, _ texts: [String]) {
    member(name)
    array { writer in
      for text in texts { writer.string(text) }
    }
  }
}

extension JSONElement {
  func part<Part: ModelPart>(_ name: String) throws(JSONCodingError) -> Part {
    try Part(json: try member(name))
  }

  /// Nil where the member is missing or null.
  func partIfPresent<Part: ModelPart>(_ name: String) throws(JSONCodingError) -> Part? {
    guard let member = try memberIfPresent(name) else { return nil }
    return try Part(json: member)
  }

  func parts<Part: ModelPart>(_ name: String) throws(JSONCodingError) -> [Part] {
    try elements(name).map { element throws(JSONCodingError) in try Part(json: element) }
  }

  func lists(_ name: String) throws(JSONCodingError) -> [[Double]] {
    try elements(name).map { element throws(JSONCodingError) in try element.numbers() }
  }

  func integers(_ name: String) throws(JSONCodingError) -> [Int] {
    try elements(name).map { element throws(JSONCodingError) in try element.integer() }
  }

  func texts(_ name: String) throws(JSONCodingError) -> [String] {
    try elements(name).map { element throws(JSONCodingError) in try element.string() }
  }
}

extension JSONElement {
  /// The fault of a part that this element is: one of its members', or that of all together.
  func fault(_ error: any Error) -> JSONCodingError {
    error as? JSONCodingError ?? fault("\(error)")
  }
}
