import Foundation
import Forecasting
import SeriesIngest
import Testing

@Test(arguments: [
  ("0", 0), ("-0", -0.0), ("12", 12), ("+1", 1), ("-1.5", -1.5), (".5", 0.5), ("5.", 5),
  ("007", 7), ("1e3", 1_000), ("1E+3", 1_000), ("25e-1", 2.5), ("1e308", 1e308),
  ("1.7976931348623157e308", Double.greatestFiniteMagnitude), ("1e-999", 0),
  ("5e-324", Double.leastNonzeroMagnitude),
  ("795.537502", 795.537502), ("664.7512931223434", 664.7512931223434),
  ("0.30000000000000004", 0.30000000000000004), ("9007199254740993", 9_007_199_254_740_992),
  ("18446744073709551615", 18_446_744_073_709_551_616),
  ("0.000000000000000000000000000001", 1e-30),
  ("-0.0029114018457271486", -0.0029114018457271486), ("0.000000000000000000000000000", 0),
  ("0.00000000012345678901234567", 1.2345678901234567e-10), ("00000000000000000000.5", 0.5),
  ("123456789012345678901234567890", 1.2345678901234568e29),
  (" 5 ", 5), ("\"5\"", 5), ("\" 5.5\"", 5.5),
])
func `decimal numbers are read exactly`(text: String, value: Double) throws {
  #expect(try values(of: ["1", text, "2"])[1] == value)
}

@Test(arguments: ["", "NA", "na", "NaN", "nan", "null", "NULL", " ", "\"\"", "\"NA\""])
func `a missing value is missing`(text: String) throws {
  let values = try values(of: ["1", text, text])

  #expect(values[0] == 1)
  #expect(values[1].isNaN)
  #expect(values[2].isNaN)
}

@Test(arguments: [
  "abc", "0x10", "1_000", "1,5", "1e", "e5", "--1", "+-1", "1.2.3", ".", "-", "1 000", "NaNs",
  "N/A", "1\u{0}", "½", "1d", "5€",
])
func `what is no number is refused with the line and what was found`(text: String) {
  let found = text.unicodeScalars.contains("\0") ? nil : text
  let error = error(of: "timestamp;value\n2024-01-01;1\n2024-01-02;\(text)\n")

  guard let found else {
    #expect(error == .notText(line: 3))
    return
  }
  #expect(error == .notANumber(line: 3, column: "value", found: found))
  #expect(error?.reason == "not_a_number")
}

@Test func `a decimal comma is refused with a word on the decimal point`() {
  let error = error(of: "2024-01-01;1,5\n")

  #expect(
    error?.description
      == "line 1: column 'value' holds '1,5', expected a number with a decimal point, NA or nothing"
  )
}

@Test(arguments: ["inf", "-inf", "+Infinity", "INF", "1e999", "-1e999", "1e400000000000"])
func `an infinite value is refused`(text: String) {
  #expect(
    error(of: "2024-01-01,1\n2024-01-02,\(text)\n")
      == .infinite(line: 2, column: "value", found: text))
}

@Test func `random numbers are those of strtod`() throws {
  var generator = SystemRandomNumberGenerator()
  let texts = (0..<20_000).map { _ in randomDecimal(&generator) }

  let values = try values(of: texts)

  for (text, value) in zip(texts, values) {
    #expect(value.bitPattern == strtod(text, nil).bitPattern, "\(text)")
  }
}

@Test func `shortest texts of random numbers are read back`() throws {
  let scales = [1, 1e-3, 1e6, 1e-12, 1e15]
  let numbers = (0..<20_000).map { index in
    Double.random(in: -2_000...2_000) * scales[index % scales.count]
  }

  #expect(try values(of: numbers.map(\.description)) == numbers)
}

private func randomDecimal(_ generator: inout SystemRandomNumberGenerator) -> String {
  func digits(_ range: ClosedRange<Int>) -> String {
    (0..<Int.random(in: range, using: &generator)).map { _ in
      String(Int.random(in: 0...9, using: &generator))
    }.joined()
  }
  let sign = ["", "-", "+"].randomElement(using: &generator) ?? ""
  let whole = digits(1...11)
  let fraction = Bool.random(using: &generator) ? "." + digits(0...22) : ""
  let exponent =
    Int.random(in: 0..<4, using: &generator) == 0
    ? "e\(Int.random(in: -40...40, using: &generator))" : ""
  return sign + whole + fraction + exponent
}
