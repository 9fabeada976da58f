extension FittedModel {
  /// The memory that this model's arrays hold beside the value itself, in bytes.
  ///
  /// Counted, not measured: each block with its head and the allocator's rounding. A cache that is
  /// bounded in bytes charges this much.
  public var heapBytes: Int {
    Self.block(trend.knots) + Self.block(seasonalities) + Self.block(scales)
      + seasonalities.reduce(0) { $0 + Self.block($1.harmonics) }
      + scales.reduce(0) { $0 + Self.heapBytes(of: $1) }
  }

  private static func heapBytes(of scale: ScaleModel) -> Int {
    let filters = scale.filters
    let arrays = [
      scale.trend, filters.lastErrors, filters.errorFadings, filters.shortSeason,
      filters.longSeason, scale.autoregression?.model.coefficients ?? [],
      scale.autoregression?.history ?? [],
    ]
    return block(scale.seasonal) + (scale.seasonal + arrays).reduce(0) { $0 + block($1) }
  }

  /// An array's block: a head of 32 bytes, its room, and what the allocator adds.
  private static func block<Element>(_ array: [Element]) -> Int {
    guard array.capacity > 0 else { return 0 }
    let bytes = 32 + array.capacity * MemoryLayout<Element>.stride
    return (bytes + 8 + 15) / 16 * 16
  }
}
