import DecimalNumbers

extension Span<UInt8> {
  /// The number of a field.
  ///
  /// - Parameters:
  ///   - field: Of these bytes.
  ///   - line: Of the field, for messages.
  ///   - column: The field's, for messages.
  /// - Returns: NaN where it is missing.
  /// - Throws: `notANumber` or `infinite`
  package func number(in field: CSVField, line: Int, column: String) throws(CSVError) -> Double {
    let text = extracting(field.start..<field.end)
    if text.isOne(of: ["", "na", "nan", "null"]) { return .nan }
    let infinities: [StaticString] = [
      "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity",
    ]
    if let number = DecimalScanner.scan(text, from: 0), number.end == text.count {
      if number.value.isFinite { return number.value }
    } else if !text.isOne(of: infinities) {
      throw .notANumber(line: line, column: column, found: self.text(field))
    }
    throw .infinite(line: line, column: column, found: self.text(field))
  }

  /// Whether this is one of `words`, which are of small ASCII letters, in any case.
  func isOne(of words: [StaticString]) -> Bool {
    words.contains { word in
      word.utf8CodeUnitCount == count
        && word.withUTF8Buffer { word in
          indices.allSatisfy { self[$0] == word[$0] || self[$0] | 0x20 == word[$0] }
        }
    }
  }
}
