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
    let halves = [bytes.prefix(8), bytes.suffix(8)].map {
      $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    self.init(high: halves[0], low: halves[1])
  }
}
