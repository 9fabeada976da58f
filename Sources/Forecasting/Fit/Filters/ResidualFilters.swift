/// The filter bank on the residuals of one core, over the recent tail.
struct ResidualFilters {
  private(set) var groups: [FilterGroup]
  private let tail: TailFit

  /// How many standard deviations of the core's residuals an error may have before it is clipped.
  private static let clipDeviations = 4.0

  init(_ tail: TailFit, _ frame: GridFrame<some DesignMatrix>) {
    self.tail = tail
    groups = stride(from: 0, to: frame.bank.count, by: Lanes.scalarCount).map { first in
      FilterGroup(
        frame.bank[first..<min(first + Lanes.scalarCount, frame.bank.count)],
        seasons: frame.seasons, clip: Self.clipDeviations * tail.noise.squareRoot(),
        shiftRows: frame.traits.shiftRows)
    }
  }

  /// Takes in the residuals of rows of the tail.
  mutating func observe(_ rows: Range<Int>) {
    let residuals = tail.residuals[rows.lowerBound - tail.start..<rows.upperBound - tail.start]
    for group in groups.indices {
      groups[group].observe(residuals, from: rows.lowerBound)
    }
  }
}
