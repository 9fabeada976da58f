/// Amounts of bytes for people, in the units that `--cache-bytes` takes.
enum ByteText {
  /// `812 B`, `4.1 kB`, `2.0 GB`.
  static func short(_ bytes: Int64) -> String {
    guard bytes >= 1000 else { return "\(bytes) B" }
    var amount = Double(bytes) / 1000
    for unit in ["kB", "MB", "GB"] {
      if amount < 999.95 { return NumberText.fixed(amount, decimals: 1) + " " + unit }
      amount /= 1000
    }
    return NumberText.fixed(amount, decimals: 1) + " TB"
  }
}
