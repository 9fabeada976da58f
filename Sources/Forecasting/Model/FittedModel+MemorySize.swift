extension FittedModel {
  /// The memory that this model's arrays hold beside the value itself, in bytes.
  ///
  /// Counted, not measured: each block with its head and the allocator's rounding. A cache that is
  /// bounded in bytes charges this much.
  public var heapBytes: Int {
    trend.knots.heapBytes + seasonalities.heapBytes + scales.heapBytes
      + seasonalities.reduce(0) { $0 + $1.harmonics.heapBytes }
      + scales.reduce(0) { $0 + $1.heapBytes } + (features?.heapBytes ?? 0)
  }
}

extension ScaleModel {
  fileprivate var heapBytes: Int {
    let arrays = [
      trend, filters.lastErrors, filters.errorFadings, filters.shortSeason, filters.longSeason,
      autoregression?.model.coefficients ?? [], autoregression?.history ?? [],
      features?.regressors ?? [], features?.holidays ?? [],
    ]
    let nested = [seasonal, features?.conditional ?? []]
    return (nested.joined() + arrays).reduce(0) { $0 + $1.heapBytes }
      + nested.reduce(0) { $0 + $1.heapBytes }
  }
}

extension FittedFeatures {
  fileprivate var heapBytes: Int {
    let names =
      conditional.flatMap { [$0.shape.name, $0.condition] } + regressors.map(\.name)
      + holidays.map(\.name) + known.names
    return conditional.heapBytes + regressors.heapBytes + holidays.heapBytes
      + known.names.heapBytes + known.values.heapBytes
      + names.reduce(0) { $0 + $1.heapBytes }
      + conditional.reduce(0) { $0 + $1.shape.harmonics.heapBytes }
      + holidays.reduce(0) { $0 + $1.days.heapBytes }
      + known.values.reduce(0) { $0 + $1.heapBytes }
  }
}

extension Array {
  /// An array's block: a head of 32 bytes, its room, and what the allocator adds.
  fileprivate var heapBytes: Int {
    guard capacity > 0 else { return 0 }
    let bytes = 32 + capacity * MemoryLayout<Element>.stride
    return (bytes + 8 + 15) / 16 * 16
  }
}

extension String {
  /// Short strings lie within the value.
  fileprivate var heapBytes: Int { utf8.count > 15 ? (utf8.count + 1 + 40 + 15) / 16 * 16 : 0 }
}
