/// A number of bytes as people write it: `256MB`, `1GiB`, `4096`.
struct ByteSize {
  let bytes: Int

  init?(parsing text: String) {
    let digits = text.prefix(while: \.isNumber)
    let unit = text.dropFirst(digits.count).trimmingPrefix(" ").lowercased()
    guard let count = Int(digits), count > 0, let factor = Self.factors[unit] else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    bytes = product
  }

  private static let factors = [
    "": 1, "b": 1,
    "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000,
    "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30,
  ]
}
