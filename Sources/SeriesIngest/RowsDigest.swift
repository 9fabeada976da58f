/// A number for the rows of a series: equal rows, equal numbers; other rows hardly ever.
///
/// It is a sum, so that rows can be added without seeing those before them. It guards against
/// mistakes, not against somebody who chooses rows on purpose.
struct RowsDigest: Hashable {
  private(set) var sum: UInt64

  init(sum: UInt64 = 0) { self.sum = sum }

  mutating func add(timestamps: ArraySlice<Int64>, values: ArraySlice<Double>) {
    for (timestamp, value) in zip(timestamps, values) {
      let bits = value.isNaN ? Double.nan.bitPattern : value.bitPattern
      sum &+= Self.mixed(Self.mixed(UInt64(bitPattern: timestamp)) ^ bits)
    }
  }

  /// SplitMix64's finaliser (Steele, Lea and Flood, 2014): every bit depends on all.
  private static func mixed(_ number: UInt64) -> UInt64 {
    var bits = number &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
