/// What a frame follows from, beside the specification.
struct FrameKey: Hashable {
  let traits: IntervalTraits
  let rows: Int
  let horizon: Int
  /// Where the rows lie in time, if that matters: holidays and given changepoints have dates.
  let origin: Origin?

  struct Origin: Hashable {
    let grid: TimeGrid
    let firstTimestamp: Int64
  }
}

/// The frames of the time grids met last, so that customers on one grid share what it costs.
///
/// Bounded in number and in rows; the one used longest ago goes first. A frame says the same
/// whether it was kept or is made anew, so what is kept changes the time of a fit and nothing else.
struct SharedGrids<Design: DesignMatrix> {
  private let capacity: Int
  private var frames: [FrameKey: (frame: GridFrame<Design>, lastUse: Int)] = [:]
  private var uses = 0
  private var keptRows = 0

  /// Rows of all frames kept: about 16 bytes each, beside a few hundred kilobytes a frame.
  private var mostRows: Int { 1_000_000 }

  init(capacity: Int) {
    self.capacity = capacity
  }

  mutating func frame(_ key: FrameKey, make: () -> GridFrame<Design>) -> GridFrame<Design> {
    uses += 1
    if let frame = frames[key]?.frame {
      frames[key]?.lastUse = uses
      return frame
    }
    let frame = make()
    guard capacity > 0, key.rows <= mostRows else { return frame }
    frames[key] = (frame, uses)
    keptRows += key.rows
    while frames.count > capacity || keptRows > mostRows { evictOldest() }
    return frame
  }

  private mutating func evictOldest() {
    guard let oldest = frames.min(by: { $0.value.lastUse < $1.value.lastUse })?.key else { return }
    frames[oldest] = nil
    keptRows -= oldest.rows
  }
}
