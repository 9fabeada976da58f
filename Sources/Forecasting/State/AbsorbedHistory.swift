/// What is left of the rows before the watermark, and the frame that it is stated in.
///
/// A row's part follows from the frame alone, so the number of updates between two full fits makes
/// no difference.
struct AbsorbedHistory: Hashable, Sendable {
  let frame: FrozenFrame
  /// Rows of the grid before the watermark, missing ones included; of an irregular series, rows.
  let gridRows: Int
  /// The place of the last of these rows, in steps since the first.
  let lastPosition: Double
  /// How many of these rows were observed, spikes not counted.
  let observedRows: Int
  /// Of the observed rows, in units of the frame.
  let bounds: ValueBounds
  /// Linear, logarithmic, or both.
  let scales: [AbsorbedScale]
}

/// What a full fit fixed, for all updates until the next one.
struct FrozenFrame: Hashable, Sendable {
  /// The time of the first row, in seconds since 1970-01-01.
  let firstTimestamp: Int64
  /// Values are kept in this many units of the series.
  let unit: Double
  /// The time of the trend: its unit is the length of the history at the full fit.
  let trend: TrendBasis
}

/// The sums over absorbed rows on one scale, with weights as at the last of them.
struct AbsorbedScale: Hashable, Sendable {
  let kind: SeriesScale.Kind
  /// Of the frame.
  let center: Double
  let spread: Double
  let fence: SpikeFence?
  /// How many of the last two observed rows lay outside the fence.
  let outsideAtEnd: Int
  /// The coefficients of the full fit, one a column.
  let coefficients: [Double]
  /// The residuals of the full fit beyond this were taken for it.
  let limit: Double
  /// *XᵀWv*, v being clipped to within `limit` of the full fit; one a column.
  let moments: [Double]
  /// *vᵀWv*, v being clipped so.
  let squares: Double
  /// The sum of the weights.
  let weight: Double
  /// Runs of missing rows, ascending, beside those that `gram` holds.
  let missing: [Range<Int>]
  /// The lower triangle, column by column, of what the grid cannot tell of *XᵀWX*; empty where
  /// it can.
  ///
  /// Of an irregular series it is that of the absorbed rows. Of a regular grid it is that of the
  /// missing rows, where these are at least half as many as the columns.
  let gram: [Double]
}
