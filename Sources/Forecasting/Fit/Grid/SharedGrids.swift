/// What a frame follows from, beside the specification.
struct FrameKey: Hashable {
  let traits: IntervalTraits
  let rows: Int
  let horizon: Int
  /// Where the rows lie in time, if that matters: holidays and given changepoints have dates.
  let origin: Origin?
  /// That of an earlier fit, if the frame is to keep it.
  var trend: TrendBasis?

  struct Origin: Hashable {
    let grid: TimeGrid
    let firstTimestamp: Int64
  }
}

/// The frames of the time grids met last, so that customers on one grid share what it costs.
///
/// Bounded in number, rows and columns; the one used longest ago goes first. A frame says the same
/// whether it was kept or is made anew, so what is kept changes the time of a fit and nothing else.
struct SharedGrids<Design: DesignMatrix> {
  private let capacity: Int
  private var frames: [FrameKey: (frame: GridFrame<Design>, lastUse: Int)] = [:]
  private var uses = 0
  private var kept = Size()

  /// What a frame takes.
  private struct Size {
    /// About 16 bytes each.
    var rows = 0
    /// Columns squared, the size of a Gram matrix or a factor of it: about 80 bytes for all of them.
    var squares = 0

    /// Some 180 megabytes; 64 frames of hourly years take a third of it.
    var isAffordable: Bool { rows <= 1_000_000 && squares <= 2_000_000 }
  }

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
    let size = Self.size(of: frame)
    guard capacity > 0, size.isAffordable else { return frame }
    frames[key] = (frame, uses)
    kept.rows += size.rows
    kept.squares += size.squares
    while frames.count > capacity || !kept.isAffordable { evictOldest() }
    return frame
  }

  private mutating func evictOldest() {
    guard let oldest = frames.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
    frames[oldest.key] = nil
    let size = Self.size(of: oldest.value.frame)
    kept.rows -= size.rows
    kept.squares -= size.squares
  }

  private static func size(of frame: GridFrame<Design>) -> Size {
    let columns = frame.design.columns.count
    return Size(rows: frame.design.rows, squares: columns * columns)
  }
}
