/// Tells outliers from level shifts in four filters' errors.
///
/// An error beyond the clip is an outlier, and counts as the clip. Several in a row with one sign
/// count more with every row, and enough of them are a shift.
struct ShiftWatch {
  private let clip: Double
  private let shiftRows: Double
  /// The clip in force.
  private var limit: Lanes
  /// The sign of the run of large errors, 0 where there is none.
  private var sign = Lanes.zero
  private var length = Lanes.zero
  private var sum = Lanes.zero
  /// Whether a run is on in any lane.
  private(set) var isActive = false

  /// What an error counts as.
  struct Verdict {
    /// The error within the clip in force.
    let error: Lanes
    /// 0 where the row completes a shift, else 1.
    let keep: Lanes
    /// By how much the level shifts; 0 where it does not.
    let jump: Lanes

    /// Of an error within the clip.
    init(usual error: Lanes) {
      self.init(error: error, keep: Lanes(repeating: 1), jump: .zero)
    }

    fileprivate init(error: Lanes, keep: Lanes, jump: Lanes) {
      self.error = error
      self.keep = keep
      self.jump = jump
    }
  }

  init(clip: Double, shiftRows: Int) {
    self.clip = clip
    self.shiftRows = Double(shiftRows)
    limit = Lanes(repeating: clip)
  }

  /// Judges the errors of a row, some of which may be beyond the clip.
  @inline(never)
  mutating func judge(_ raw: Lanes) -> Verdict {
    let error = raw.atLeast(-limit).atMost(limit)
    extendRuns(raw)
    let shift = length .>= shiftRows
    guard any(shift) else {
      return Verdict(usual: error)
    }
    let keep = Lanes(repeating: 1).replacing(with: 0, where: shift)
    let jump = (sum / length.replacing(with: 1, where: length .< 1)) * (1 - keep)
    let clips = Lanes(repeating: clip)
    let shifted = (raw - jump).atLeast(-clips).atMost(clips)
    limit.replace(with: clips, where: shift)
    length *= keep
    sum *= keep
    sign *= keep
    isActive = any(length .> 0)
    return Verdict(
      error: error.replacing(with: shifted, where: shift), keep: keep, jump: jump)
  }

  /// Counts the rows of one sign beyond the clip.
  private mutating func extendRuns(_ raw: Lanes) {
    let beyond = (raw .> clip) .| (raw .< -clip)
    var newSign = Lanes(repeating: 1).replacing(with: -1, where: raw .< 0)
    newSign.replace(with: 0, where: .!beyond)
    let breaks = newSign .!= sign
    length = (length.replacing(with: 0, where: breaks) + 1).replacing(with: 0, where: .!beyond)
    sum = (sum.replacing(with: 0, where: breaks) + raw).replacing(with: 0, where: .!beyond)
    sign = newSign
    isActive = any(beyond)
    limit = Lanes(repeating: clip)
    // Runs are nearly always shorter than what loosens the clip.
    for lane in limit.indices where length[lane] > 2 {
      limit[lane] = Self.limit(clip: clip, run: length[lane])
    }
  }

  /// The bound on an error after a run of so many rows: doubled with every row beyond two.
  static func limit(clip: Double, run: Double) -> Double {
    clip * Double(sign: .plus, exponent: Int(max(0, min(40, run - 2))), significand: 1)
  }
}
