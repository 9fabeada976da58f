/// The digits at the beginning of eight bytes of text, read without a loop.
///
/// Source of the arithmetic: Daniel Lemire, "Number parsing at a gigabyte per second" (2021).
struct DigitWord {
  /// How many digits there are, in 0...8.
  let count: Int
  /// Their number; 0 where there are none.
  let value: UInt64

  /// - Parameter loaded: Eight bytes as they lie in memory.
  @inline(__always)
  init(_ loaded: UInt64) {
    // A digit becomes its value, 0 to 9; any other byte gets its high bit set by adding 118.
    let places = UInt64(littleEndian: loaded) ^ 0x3030_3030_3030_3030
    let sums = (places & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676
    let others = (sums | places) & 0x8080_8080_8080_8080
    count = others.trailingZeroBitCount >> 3
    // The last digit goes to the highest byte; zeros fill up before the first.
    let digits = count == 0 ? 0 : places &<< UInt64(64 - 8 * count)
    let pairs = digits &* 10 &+ (digits >> 8)
    let high = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let low = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    value = (high &+ low) >> 32
  }
}
