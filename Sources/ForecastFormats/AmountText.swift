/// Numbers within sentences: three significant digits, and every digit before the point.
enum AmountText {
  static func of(_ value: Double) -> String {
    let size = abs(value)
    guard size >= 1e-6, size < 1e15 else { return size == 0 ? "0" : "\(value)" }
    var decimals = 0
    var bound = 100.0
    while size < bound, decimals < 8 {
      decimals += 1
      bound /= 10
    }
    return fixed(value, decimals: decimals)
  }

  static func signed(_ value: Double) -> String { (value < 0 ? "" : "+") + of(value) }

  static func percent(_ share: Double) -> String {
    let percent = share * 100
    return fixed(percent, decimals: abs(percent) < 10 ? 1 : 0) + "%"
  }

  static func wholePercent(_ share: Double) -> String { fixed(share * 100, decimals: 0) + "%" }

  /// - Parameters:
  ///   - value: Any.
  ///   - decimals: In 0...8.
  /// - Returns: Without a sign where all digits are 0; as Swift writes it where 15 digits are too few.
  private static func fixed(_ value: Double, decimals: Int) -> String {
    var factor = 1
    for _ in 0..<decimals { factor *= 10 }
    let rounded = (abs(value) * Double(factor)).rounded()
    // What is no number is not below either.
    guard rounded < 1e15 else { return "\(value)" }
    let scaled = Int(rounded)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + "\(scaled)" }
    let rest = "\(scaled % factor)"
    let zeros = String(repeating: "0", count: decimals - rest.utf8.count)
    return sign + "\(scaled / factor)." + zeros + rest
  }
}
