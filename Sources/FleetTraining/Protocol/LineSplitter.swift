/// Cuts a stream of bytes into lines.
struct LineSplitter {
  /// The most bytes of a line; more are no message of ours.
  static let maximumBytes = 16 << 20

  private var pending: [UInt8] = []

  /// Takes in what came and calls `body` with every line that is complete, without its newline.
  mutating func append(
    _ bytes: some Collection<UInt8>, _ body: (ArraySlice<UInt8>) throws(ProtocolError) -> Void
  ) throws(ProtocolError) {
    pending.append(contentsOf: bytes)
    var start = 0
    while let end = pending[start...].firstIndex(of: 0x0A) {
      try body(pending[start..<end])
      start = end + 1
    }
    pending.removeFirst(start)
    guard pending.count <= Self.maximumBytes else {
      throw ProtocolError.lineTooLong(bytes: Self.maximumBytes)
    }
  }
}
