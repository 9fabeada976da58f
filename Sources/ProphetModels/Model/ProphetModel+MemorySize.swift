extension ProphetModel {
  /// The memory that this model's arrays hold beside the value itself, in bytes.
  ///
  /// Counted, not measured, as a fitted model's is; names of more than 15 bytes with their blocks.
  public var heapBytes: Int {
    var bytes = Self.block(trend.changepoints) + Self.block(trend.changes)
    bytes += Self.block(seasonalities) + Self.block(holidays) + Self.block(regressors)
    for seasonality in seasonalities {
      bytes += Self.block(seasonality.coefficients) + seasonality.name.utf8.count + 32
    }
    for holiday in holidays {
      bytes += Self.block(holiday.dates) + Self.block(holiday.effects)
      bytes += holiday.name.utf8.count + 32
    }
    return regressors.reduce(bytes) { $0 + $1.name.utf8.count + 32 }
  }

  /// An array's block: a head of 32 bytes, its room, and what the allocator adds.
  private static func block<Element>(_ array: [Element]) -> Int {
    guard array.capacity > 0 else { return 0 }
    return (32 + array.capacity * MemoryLayout<Element>.stride + 23) / 16 * 16
  }
}
