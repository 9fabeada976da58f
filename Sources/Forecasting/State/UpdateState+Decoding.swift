extension UpdateState {
  /// Reads what `encoded()` wrote.
  ///
  /// - Parameter encoded: All bytes of one state.
  /// - Throws: `UpdateStateError` where the bytes are not such.
  public init(encoded: [UInt8]) throws(UpdateStateError) {
    var reader = StateByteReader(encoded)
    let version = try reader.readByte()
    guard version == StateVersion.current else { throw .unknownVersion(version) }
    watermarkRow = try reader.readCount()
    absorbed = try reader.readByte() == 0 ? nil : AbsorbedHistory(from: &reader)
    guard reader.remaining == 0 else { throw .excess(bytes: reader.remaining) }
  }
}

extension AbsorbedHistory {
  init(from reader: inout StateByteReader) throws(UpdateStateError) {
    frame = try FrozenFrame(from: &reader)
    gridRows = try reader.readCount()
    lastPosition = try reader.readNumber("position")
    observedRows = try reader.readCount()
    bounds = ValueBounds(
      smallest: try reader.readNumber("smallest value"),
      largest: try reader.readNumber("largest value"))
    guard gridRows > 0, observedRows <= gridRows else { throw .unsound("rows") }
    guard bounds.smallest <= bounds.largest else { throw .unsound("bounds") }
    var scales: [AbsorbedScale] = []
    for _ in 0..<min(try reader.readCount(), 2) {
      scales.append(
        try AbsorbedScale(from: &reader, gridRows: gridRows, after: scales.last?.gram ?? []))
    }
    guard !scales.isEmpty else { throw .unsound("scales") }
    self.scales = scales
  }
}

extension FrozenFrame {
  init(from reader: inout StateByteReader) throws(UpdateStateError) {
    firstTimestamp = try reader.readInteger()
    unit = try reader.readNumber("unit")
    let growth: Growth = try reader.readByte() == 0 ? .linear : .flat
    let last = try reader.readNumber("trend")
    let trendUnit = try reader.readNumber("trend")
    let knots = try reader.readNumbers("changepoints")
    guard unit > 0, trendUnit > 0 else { throw .unsound("unit") }
    trend = TrendBasis(growth: growth, last: last, unit: trendUnit, knots: knots)
  }
}

extension AbsorbedScale {
  init(
    from reader: inout StateByteReader, gridRows: Int, after earlier: [Double]
  ) throws(UpdateStateError) {
    kind = try reader.readByte() == 0 ? .linear : .logarithmic
    center = try reader.readNumber("centre")
    spread = try reader.readNumber("spread")
    let fence = try reader.readNumbers("fence")
    guard fence.isEmpty || fence.count == 2 else { throw .unsound("fence") }
    self.fence = fence.isEmpty ? nil : SpikeFence(lower: fence[0], upper: fence[1])
    outsideAtEnd = try reader.readCount()
    coefficients = try reader.readNumbers("coefficients")
    limit = try reader.readNumber("limit")
    moments = try reader.readNumbers("moments")
    squares = try reader.readNumber("squares")
    weight = try reader.readNumber("weight")
    missing = try Self.runs(from: &reader, before: gridRows)
    gram = try reader.readByte() == 1 ? earlier : reader.readNumbers("gram")
    let columns = coefficients.count
    guard spread > 0, moments.count == columns,
      gram.isEmpty || gram.count == columns * (columns + 1) / 2
    else { throw .unsound("columns") }
  }

  private static func runs(
    from reader: inout StateByteReader, before gridRows: Int
  ) throws(UpdateStateError) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var end = 0
    for _ in 0..<(try reader.readCount()) {
      let gap = try reader.readCount()
      let length = try reader.readCount()
      guard gap <= gridRows, length <= gridRows, end + gap + length <= gridRows else {
        throw .unsound("missing rows")
      }
      runs.append(end + gap..<end + gap + length)
      end += gap + length
    }
    return runs
  }
}
