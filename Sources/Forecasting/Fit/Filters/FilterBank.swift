/// The filters of all series on the same rows, as they begin.
struct FilterBank {
  let sets: [FilterSet]
  let shape: BankShape
  /// Group after group; lanes beyond the filters follow nothing.
  let lanes: [Lanes]

  private static let smallestSquares = 1e-12

  /// - Parameters:
  ///   - sets: At least one, at most twelve; those that follow a slope in the last group.
  ///   - seasons: Lengths in rows.
  init(_ sets: [FilterSet], seasons: FilterSeasons) {
    let shape = BankShape(
      groups: (sets.count + Lanes.scalarCount - 1) / Lanes.scalarCount, seasons: seasons)
    precondition(
      sets.prefix((shape.groups - 1) * Lanes.scalarCount).allSatisfy { $0.slope == 0 })
    var lanes = [Lanes].zeros(shape.groups * shape.lanesOfGroup)
    for group in 0..<shape.groups {
      let first = group * shape.lanesOfGroup
      lanes[first + FilterLane.squares.rawValue] = Lanes(repeating: Self.smallestSquares)
      for (lane, set) in sets.dropFirst(group * Lanes.scalarCount)
        .prefix(Lanes.scalarCount).enumerated()
      {
        lanes[first + FilterLane.levelGain.rawValue][lane] = set.level
        lanes[first + FilterLane.slopeGain.rawValue][lane] = set.slope
        lanes[first + FilterLane.shortGain.rawValue][lane] = set.shortSeason
        lanes[first + FilterLane.longGain.rawValue][lane] = set.longSeason
      }
    }
    self.sets = sets
    self.shape = shape
    self.lanes = lanes
  }
}
