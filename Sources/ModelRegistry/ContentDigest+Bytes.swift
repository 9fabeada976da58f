import FileSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ContentDigest {
  /// 16 bytes, the high half first.
  var bytes: Data {
    var data = Data(capacity: 16)
    for half in [high, low] {
      withUnsafeBytes(of: half.bigEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  /// Nil unless there are 16 bytes.
  init?(bytes: Data) {
    guard bytes.count == 16 else { return nil }
    var words: (high: UInt64, low: UInt64) = (0, 0)
    for byte in bytes {
      words.high = words.high << 8 | words.low >> 56
      words.low = words.low << 8 | UInt64(byte)
    }
    self.init(high: words.high, low: words.low)
  }
}
