import Glibc

/// How much each filter and damping counts on one scale.
struct FilterWeights {
  /// By group of filters, then damping.
  let lanes: [Lanes]
  let groups: Int

  /// What of the core's slope goes on into the future.
  static let dampings = [0.0, 0.5, 1.0]

  /// The scale's share of the forecast.
  var total: Double { lanes.reduce(0) { $0 + $1.sum() } }

  /// The weight of each filter of a group, over all dampings.
  func ofFilters(_ group: Int) -> Lanes {
    var sum = Lanes.zero
    for damping in Self.dampings.indices { sum += lanes[group * Self.dampings.count + damping] }
    return sum
  }

  /// The weighted sum of the dampings.
  var damping: Double {
    var sum = 0.0
    for (index, lanes) in lanes.enumerated() {
      sum += Self.dampings[index % Self.dampings.count] * lanes.laneSum
    }
    return sum
  }

  /// Equal weights of all filters without a slope, on the undamped level, over so many scales.
  static func flat(_ bank: [FilterSet], scales: Int) -> FilterWeights {
    let groups = (bank.count + Lanes.scalarCount - 1) / Lanes.scalarCount
    let share = 1 / Double(bank.count(where: { $0.slope == 0 }) * scales)
    var lanes = [Lanes].zeros(dampings.count * groups)
    for (index, set) in bank.enumerated() where set.slope == 0 {
      lanes[index / Lanes.scalarCount * dampings.count][index % Lanes.scalarCount] = share
    }
    return FilterWeights(lanes: lanes, groups: groups)
  }

  func blended(with other: FilterWeights, share: Double) -> FilterWeights {
    FilterWeights(
      lanes: zip(lanes, other.lanes).map { share * $0 + (1 - share) * $1 }, groups: groups)
  }

  /// The forecasts of the weighted filters, in spreads, in the order of the bases.
  func mixed(_ forecasts: HeldBackForecasts, leads: [Double]) -> [Double] {
    let share = 1 / max(total, 1e-300)
    let damping = damping * share
    let points = leads.count / forecasts.slopes.count
    var mixed: [Double] = []
    mixed.reserveCapacity(leads.count)
    for (origin, slope) in forecasts.slopes.enumerated() {
      for index in origin * points..<(origin + 1) * points {
        mixed.append(damping * slope * leads[index])
      }
    }
    LaneLoops.mix(forecasts, weights: (0..<groups).map { ofFilters($0) * share }, to: &mixed)
    return mixed
  }
}
