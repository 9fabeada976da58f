extension TimeGrid: Codable {
  private enum CodingKeys: String, CodingKey {
    case interval, offset, month, day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(interval, forKey: .interval)
    try container.encode(offset, forKey: .offset)
    guard interval.isCalendar else { return }
    try container.encode(month, forKey: .month)
    try container.encode(day, forKey: .day)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let interval = try container.decode(SamplingInterval.self, forKey: .interval)
    let isCalendar = interval.isCalendar
    do {
      try self.init(
        restoring: interval, offset: container.decode(Int64.self, forKey: .offset),
        month: isCalendar ? container.decode(Int.self, forKey: .month) : 0,
        day: isCalendar ? container.decode(Int.self, forKey: .day) : 1)
    } catch let defect as ModelDefect {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "\(defect)"))
    }
  }
}

extension TimeGrid {
  /// The grid of parts that were read.
  ///
  /// - Parameters:
  ///   - interval: The time between two steps.
  ///   - offset: Into the step, within it.
  ///   - month: Within the step; 0 where the interval is no calendar one.
  ///   - day: Of the month; 1 where the interval is no calendar one.
  /// - Throws: Which of them is outside its range.
  package init(
    restoring interval: SamplingInterval, offset: Int64, month: Int, day: Int
  ) throws(ModelDefect) {
    guard Self.offsets(of: interval).contains(offset) else {
      throw ModelDefect(
        description: "the grid's offset of \(offset) seconds is outside its step")
    }
    guard interval.months.contains(month), (1...31).contains(day) else {
      throw ModelDefect(
        description:
          "month \(month) of the step and day \(day) are outside \(interval.months) and 1...31")
    }
    self.init(interval: interval, offset: offset, month: month, day: day)
  }

  private static func offsets(of interval: SamplingInterval) -> ClosedRange<Int64> {
    switch (interval, interval.spacing) {
    case (.irregular, _): times
    case (_, .seconds(let length)): 0...length - 1
    case (_, .months): 0...Int64.day - 1
    }
  }

  /// The times that a row can have, as those of files are, with a day for the offset from UTC: the
  /// end of the year 9999, and as far before 1970.
  package static let times = -latest...latest
  private static let latest: Int64 = 253_402_300_800 + .day
}

extension SamplingInterval {
  /// The months within a step, from 0.
  fileprivate var months: Range<Int> {
    if case .months(let count) = spacing { 0..<Int(count) } else { 0..<1 }
  }
}
