extension Outlook {
  private static let version: UInt8 = 1

  /// A compact binary form; `init(encoded:)` reads it back.
  public func encoded() -> [UInt8] {
    var writer = StateByteWriter()
    writer.write(byte: Self.version)
    let (kind, length) = grid.interval.kindAndLength
    writer.write(byte: kind)
    writer.write(count: Int(length))
    writer.write(grid.offset)
    writer.write(count: grid.month)
    writer.write(count: grid.day)
    writer.write(trainedThrough)
    writer.write(seasonalScale)
    writer.write(yhat)
    writer.write(lower)
    writer.write(upper)
    return writer.bytes
  }

  /// Reads what `encoded()` wrote.
  ///
  /// - Parameter encoded: All bytes of one outlook.
  /// - Throws: `UpdateStateError` where the bytes are not such.
  public init(encoded: [UInt8]) throws(UpdateStateError) {
    var reader = StateByteReader(encoded)
    let version = try reader.readByte()
    guard version == Self.version else { throw .unknownVersion(version) }
    grid = try TimeGrid(from: &reader)
    trainedThrough = try reader.readInteger()
    seasonalScale = try reader.readNumber("seasonal scale")
    yhat = try reader.readNumbers("forecasts")
    lower = try reader.readNumbers("lower bounds")
    upper = try reader.readNumbers("upper bounds")
    guard reader.remaining == 0 else { throw .excess(bytes: reader.remaining) }
    guard TimeGrid.times.contains(trainedThrough) else { throw .unsound("last row") }
    guard !yhat.isEmpty, yhat.count <= Self.mostSteps, lower.count == yhat.count,
      upper.count == yhat.count
    else { throw .unsound("forecasts") }
  }
}

extension TimeGrid {
  fileprivate init(from reader: inout StateByteReader) throws(UpdateStateError) {
    let kind = try reader.readByte()
    let length = Int64(try reader.readCount())
    let (offset, month, day) = (
      try reader.readInteger(), try reader.readCount(), try reader.readCount()
    )
    guard let interval = SamplingInterval(kind: kind, length: length),
      Self.offsets(of: interval).contains(offset),
      interval.isCalendar
        ? (0..<Int(length)).contains(month) && (1...31).contains(day) : month == 0 && day == 1
    else { throw .unsound("grid") }
    self.init(interval: interval, offset: offset, month: month, day: day)
  }

  private static func offsets(of interval: SamplingInterval) -> ClosedRange<Int64> {
    switch (interval, interval.spacing) {
    case (.irregular, _): times
    case (_, .seconds(let length)): 0...length - 1
    case (_, .months): 0...Int64.day - 1
    }
  }
}

extension SamplingInterval {
  /// As a number, and how many seconds or months, where the number does not say.
  fileprivate var kindAndLength: (kind: UInt8, length: Int64) {
    switch self {
    case .seconds(let seconds): (0, seconds)
    case .day: (1, 0)
    case .week: (2, 0)
    case .months(let count): (3, count)
    case .irregular(let median): (4, median)
    }
  }

  /// Nil where nothing has such an interval.
  fileprivate init?(kind: UInt8, length: Int64) {
    switch kind {
    case 0 where length > 0 && 86_400 % length == 0 && length < 86_400: self = .seconds(length)
    case 1 where length == 0: self = .day
    case 2 where length == 0: self = .week
    case 3 where Self.monthCounts.contains(length): self = .months(length)
    case 4 where (1...TimeGrid.times.upperBound * 2).contains(length):
      self = .irregular(medianSeconds: length)
    default: return nil
    }
  }
}
