/// The frames of the time grids met last, so that customers on one grid share what it costs.
///
/// Bounded in number and in rows; the one used longest ago goes first. A frame says the same
/// whether it was kept or is made anew, so what is kept changes the time of a fit and nothing else.
struct SharedGrids {
  /// What a frame follows from, beside the specification.
  struct Key: Hashable {
    let traits: IntervalTraits
    let rows: Int
    let horizon: Int
  }

  private let capacity: Int
  private var frames: [Key: (frame: GridFrame<RegularDesign>, lastUse: Int)] = [:]
  private var uses = 0
  private var keptRows = 0

  /// Rows of all frames kept: about 16 bytes each, beside a few hundred kilobytes a frame.
  private static let mostRows = 1_000_000

  init(capacity: Int) {
    self.capacity = capacity
  }

  mutating func frame(_ key: Key, spec: ModelSpec) -> GridFrame<RegularDesign> {
    uses += 1
    if let frame = frames[key]?.frame {
      frames[key]?.lastUse = uses
      return frame
    }
    let frame = Self.make(key, spec)
    guard capacity > 0, key.rows <= Self.mostRows else { return frame }
    frames[key] = (frame, uses)
    keptRows += key.rows
    while frames.count > capacity || keptRows > Self.mostRows { evictOldest() }
    return frame
  }

  private mutating func evictOldest() {
    guard let oldest = frames.min(by: { $0.value.lastUse < $1.value.lastUse })?.key else { return }
    frames[oldest] = nil
    keptRows -= oldest.rows
  }

  private static func make(_ key: Key, _ spec: ModelSpec) -> GridFrame<RegularDesign> {
    let columns = DesignColumns(
      trend: TrendBasis(rows: key.rows, growth: spec.growth, changepoints: spec.changepoints),
      seasonalities: Seasonality.all(
        of: key.traits, span: Double(key.rows), wanted: spec.seasonalities),
      changepoints: spec.changepoints)
    return GridFrame(
      design: RegularDesign(columns: columns, rows: key.rows), traits: key.traits,
      horizon: key.horizon, spec: spec)
  }
}
