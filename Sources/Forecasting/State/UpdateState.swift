/// All that a nightly update needs beside the model, up to its watermark.
///
/// The watermark is the row where the recent tail begins. Rows before it are summed up here and need
/// not be read again; a series no longer than its tail has nothing to sum up.
public struct UpdateState: Hashable, Sendable {
  /// The row (index into the series' rows) where the recent tail begins; the update reads on from here.
  public let watermarkRow: Int
  /// Nil where the tail is the whole series: the update is a full fit.
  let absorbed: AbsorbedHistory?

  /// Whether no row has been absorbed.
  public var isEmpty: Bool { absorbed == nil }

  /// The state of a series that is all tail.
  public static let empty = UpdateState(watermarkRow: 0, absorbed: nil)
}
