extension UpdateState {
  /// A compact binary form; `init(encoded:)` reads it back.
  public func encoded() -> [UInt8] {
    var writer = StateByteWriter()
    writer.write(byte: StateVersion.current)
    writer.write(count: watermarkRow)
    writer.write(byte: absorbed == nil ? 0 : 1)
    absorbed?.write(to: &writer)
    return writer.bytes
  }
}

extension AbsorbedHistory {
  func write(to writer: inout StateByteWriter) {
    writer.write(frame.firstTimestamp)
    writer.write(frame.unit)
    writer.write(byte: frame.trend.growth == .flat ? 1 : 0)
    writer.write(frame.trend.last)
    writer.write(frame.trend.unit)
    writer.write(frame.trend.knots)
    writer.write(count: gridRows)
    writer.write(lastPosition)
    writer.write(count: observedRows)
    writer.write(bounds.smallest)
    writer.write(bounds.largest)
    writer.write(count: scales.count)
    var earlier: [Double] = []
    for scale in scales {
      scale.write(to: &writer, after: earlier)
      earlier = scale.gram
    }
  }
}

extension AbsorbedScale {
  /// Writes the scale, but not a Gram matrix that stands in the scale before.
  func write(to writer: inout StateByteWriter, after earlier: [Double]) {
    writer.write(byte: kind == .linear ? 0 : 1)
    writer.write(center)
    writer.write(spread)
    writer.write(fence.map { [$0.lower, $0.upper] } ?? [])
    writer.write(count: outsideAtEnd)
    writer.write(coefficients)
    writer.write(limit)
    writer.write(moments)
    writer.write(squares)
    writer.write(weight)
    writer.write(count: missing.count)
    var end = 0
    for run in missing {
      writer.write(count: run.lowerBound - end)
      writer.write(count: run.count)
      end = run.upperBound
    }
    writer.write(byte: gram == earlier ? 1 : 0)
    if gram != earlier { writer.write(gram) }
  }
}
