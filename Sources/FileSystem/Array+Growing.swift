extension [UInt8] {
  /// Makes a buffer of at least `size` bytes of this array.
  ///
  /// - Parameters:
  ///   - size: Of bytes that can be written to; the least is 64 KiB.
  ///   - count: How many of the first bytes are to stay; the others become undefined.
  package mutating func grow(toHold size: Int, keeping count: Int) {
    guard self.count < size else { return }
    var larger = [UInt8](repeating: 0, count: Swift.max(size, 1 << 16))
    larger[..<count] = self[..<count]
    self = larger
  }
}
