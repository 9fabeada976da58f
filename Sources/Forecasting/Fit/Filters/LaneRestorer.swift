import Glibc

/// Takes candidates' forecasts back to the units of the series, four filters at a time.
struct LaneRestorer {
  private let scale: SeriesScale
  let isLogarithmic: Bool
  private let lower: Lanes
  private let upper: Lanes

  /// Values of four filters under each damping of the core's slope.
  struct Values {
    let none: Lanes
    let half: Lanes
    let full: Lanes
  }

  /// What half of the core's slope comes to: a sum on the scale, a factor in units of the series.
  struct Growth {
    fileprivate let half: Double
    fileprivate let factor: Double
  }

  init(_ scale: SeriesScale, _ bounds: ValueBounds) {
    self.scale = scale
    isLogarithmic = scale.kind == .logarithmic
    lower = Lanes(repeating: bounds.lowest)
    upper = Lanes(repeating: bounds.highest)
  }

  /// What a slope comes to in units of the series.
  ///
  /// - Parameter growth: Of the undamped slope, in spreads.
  /// - Returns: For `values(_:growth:)`.
  func growth(_ growth: Double) -> Growth {
    let half = 0.5 * scale.spread * growth
    return Growth(half: half, factor: isLogarithmic ? exp(half) : 1)
  }

  /// - Parameters:
  ///   - bases: In spreads, without the slope.
  ///   - growth: Of the slope.
  ///   - isLogarithmic: As that of this restorer; loops that pass a literal are compiled without the
  ///     other scale.
  /// - Returns: In units of the series, not yet clamped.
  @inline(__always)
  func values(_ bases: Lanes, growth: Growth, isLogarithmic: Bool) -> Values {
    let base = bases * scale.spread + scale.center
    guard isLogarithmic else {
      return Values(none: base, half: base + growth.half, full: base + 2 * growth.half)
    }
    // One exponential serves three dampings, where none of them can overflow.
    guard base.largestSize < 600, abs(growth.half) < 50 else {
      return Values(
        none: exponentials(base), half: exponentials(base + growth.half),
        full: exponentials(base + 2 * growth.half))
    }
    // The ceiling is far above the bounds that these are clamped to.
    let value = base.exponential
    return Values(
      none: value, half: value * growth.factor, full: value * (growth.factor * growth.factor))
  }

  /// Within the bounds of forecasts.
  @inline(__always)
  func clamp(_ lanes: Lanes) -> Lanes { lanes.atLeast(lower).atMost(upper) }

  private func exponentials(_ lanes: Lanes) -> Lanes {
    let ceiling = scale.ceiling
    return Lanes(
      exp(min(lanes.x, ceiling)), exp(min(lanes.y, ceiling)), exp(min(lanes.z, ceiling)),
      exp(min(lanes.w, ceiling)))
  }
}
