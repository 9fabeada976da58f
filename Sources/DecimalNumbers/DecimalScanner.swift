/// Reads decimal numbers off raw bytes, correctly rounded.
///
/// `-12`, `+1.5`, `.5`, `5.`, `1e-7`; no hexadecimal, no separators of thousands.
public enum DecimalScanner {
  /// A number that was read.
  public struct Result {
    /// Infinite where the number is too large.
    public let value: Double
    /// Behind its last byte.
    public let end: Int
  }

  /// The number that begins at `start`, as far as it goes; nil where there is none.
  public static func scan(_ bytes: Span<UInt8>, from start: Int) -> Result? {
    var place = start
    guard place < bytes.count else { return nil }
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative || bytes[place] == UInt8(ascii: "+") { place += 1 }
    var digits: UInt64 = 0
    let wholeStart = place
    place = append(bytes, from: place, to: &digits)
    var digitCount = place - wholeStart
    var exponent = 0
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      let fractionStart = place + 1
      place = append(bytes, from: fractionStart, to: &digits)
      exponent = fractionStart - place
      digitCount -= exponent
    }
    guard digitCount > 0 else { return nil }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      guard let written = writtenExponent(bytes, from: place + 1) else { return nil }
      exponent += written.value
      place = written.end
    }
    if digitCount > wordDigits { digitCount -= leadingZeros(bytes, from: wholeStart) }
    let size = digitCount <= wordDigits ? magnitude(digits, exponent) : nil
    guard let size else { return Result(value: anyDecimal(bytes, start..<place), end: place) }
    return Result(value: isNegative ? -size : size, end: place)
  }

  /// So many digits always fit into the word.
  private static let wordDigits = 19

  /// How many zeros come before the first other digit, on both sides of the point.
  private static func leadingZeros(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var zeros = 0
    var place = start
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "0") {
        zeros += 1
      } else if bytes[place] != UInt8(ascii: ".") {
        break
      }
      place += 1
    }
    return zeros
  }

  /// Appends the digits that begin at `start`, eight at a time; returns where they end.
  @inline(__always)
  private static func append(_ bytes: Span<UInt8>, from start: Int, to digits: inout UInt64) -> Int
  {
    var place = start
    while place + 8 <= bytes.count {
      let word = DigitWord(bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
      digits = digits &* integerPowersOfTen[word.count] &+ word.value
      place += word.count
      if word.count < 8 { return place }
    }
    while place < bytes.count, isDigit(bytes[place]) {
      digits = digits &* 10 &+ UInt64(bytes[place] - UInt8(ascii: "0"))
      place += 1
    }
    return place
  }

  private static func writtenExponent(_ bytes: Span<UInt8>, from start: Int) -> (
    value: Int, end: Int
  )? {
    var place = start
    guard place < bytes.count else { return nil }
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative || bytes[place] == UInt8(ascii: "+") { place += 1 }
    var value = 0
    let digitStart = place
    while place < bytes.count, isDigit(bytes[place]) {
      value = min(value * 10 + Int(bytes[place] - UInt8(ascii: "0")), 1_000_000)
      place += 1
    }
    return place > digitStart ? (isNegative ? -value : value, place) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// `digits` × 10^`exponent`; nil where that takes more than one exact step.
  @inline(__always)
  private static func magnitude(_ digits: UInt64, _ exponent: Int) -> Double? {
    if digits <= 1 << 53, -22...22 ~= exponent {
      // Both are exact, so that the one operation rounds correctly (Clinger, 1990).
      let exact = Double(Int64(digits))
      return exponent < 0 ? exact / powersOfTen[-exponent] : exact * powersOfTen[exponent]
    }
    if digits == 0 { return 0 }
    if exponent == 0 { return Double(digits) }
    return powersOfFive.indices ~= -exponent ? quotient(digits, tenToThe: -exponent) : nil
  }

  /// `dividend`, which is not 0, / 10^`power`, by one exact division of integers.
  ///
  /// The dividend and the power of five are shifted to their full 64 bits, so that the quotient has
  /// 63 or 64; a remainder sets its last bit, which lies below the one that decides the rounding.
  private static func quotient(_ dividend: UInt64, tenToThe power: Int) -> Double {
    let divisor = powersOfFive[power]
    let dividendShift = dividend.leadingZeroBitCount
    let divisorShift = divisor.leadingZeroBitCount
    let top = dividend << dividendShift
    let (quotient, remainder) = (divisor << divisorShift)
      .dividingFullWidth((top >> 1, top << 63))
    let scale = UInt64(1_023 - 63 + divisorShift - dividendShift - power) << 52
    return Double(quotient | (remainder == 0 ? 0 : 1)) * Double(bitPattern: scale)
  }

  /// More digits or another exponent than fit the ways above.
  private static func anyDecimal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double {
    let text = String(decoding: range.map { bytes[$0] }, as: UTF8.self)
    guard let value = Double(text) else {
      preconditionFailure("the standard library reads no number in \(text)")
    }
    return value
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// As many as eight digits need.
  private static let integerPowersOfTen: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
  ]

  /// All that fit into 64 bits.
  private static let powersOfFive: [UInt64] = [
    1, 5, 25, 125, 625, 3_125, 15_625, 78_125, 390_625, 1_953_125, 9_765_625, 48_828_125,
    244_140_625, 1_220_703_125, 6_103_515_625, 30_517_578_125, 152_587_890_625, 762_939_453_125,
    3_814_697_265_625, 19_073_486_328_125, 95_367_431_640_625, 476_837_158_203_125,
    2_384_185_791_015_625, 11_920_928_955_078_125, 59_604_644_775_390_625, 298_023_223_876_953_125,
    1_490_116_119_384_765_625, 7_450_580_596_923_828_125,
  ]
}
