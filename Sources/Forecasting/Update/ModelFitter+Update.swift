extension ModelFitter {
  /// Takes new rows into a model, in the frame of its last full fit.
  ///
  /// Scale, time and changepoints stay; coefficients, filters, weights and interval are estimated anew.
  /// Many updates give what one update with all rows gives, to rounding.
  ///
  /// - Parameters:
  ///   - state: Of the model, fitted or updated by this specification.
  ///   - grid: Of the model.
  ///   - rows: The series from the watermark on, corrected and new rows; earlier ones are passed over.
  /// - Returns: The updated model, or why there is none. Its state counts the watermark in `rows`.
  /// - Throws: `FitError` where the rows have no model.
  public mutating func update(
    _ state: UpdateState, on grid: TimeGrid, with rows: TimeSeries
  ) throws(FitError) -> ModelUpdate {
    switch try prepared(state, grid, rows) {
    case .refit(let reason): return .refit(reason)
    case .ready(let update): return try update.updated(sharing: &sharedGrids, &workspace)
    }
  }

  /// Why a model cannot take in new rows, without the work of taking them in.
  ///
  /// - Parameters:
  ///   - state: Of the model, fitted or updated by this specification.
  ///   - grid: Of the model.
  ///   - rows: The series from the watermark on.
  /// - Returns: Nil where `update(_:on:with:)` will update the model.
  /// - Throws: `FitError` where no series has such a model.
  public func reasonAgainstUpdate(
    _ state: UpdateState, on grid: TimeGrid, with rows: TimeSeries
  ) throws(FitError) -> FitReason? {
    switch try prepared(state, grid, rows) {
    case .refit(let reason): reason
    case .ready: nil
    }
  }

  /// Fits a whole series in the frame of an earlier fit.
  ///
  /// It is the update of a history without rows, and what all updates since that fit add up to.
  ///
  /// - Parameters:
  ///   - series: All rows, the first one the earlier fit's.
  ///   - model: Of that fit.
  ///   - state: Of that fit, or of any update since.
  /// - Returns: As `update(_:on:with:)`.
  /// - Throws: As `update(_:on:with:)`.
  mutating func fit(
    _ series: TimeSeries, inFrameOf model: FittedModel, _ state: UpdateState
  ) throws(FitError) -> ModelUpdate {
    let empty = UpdateState(watermarkRow: 0, absorbed: state.absorbed?.withoutRows)
    return try update(empty, on: model.grid, with: series)
  }

  private enum Preparation {
    case ready(SeriesUpdate)
    case refit(FitReason)
  }

  private func prepared(
    _ state: UpdateState, _ grid: TimeGrid, _ rows: TimeSeries
  ) throws(FitError) -> Preparation {
    if let fault { throw .specification(fault) }
    if spec.hasFeatures { return .refit(.features) }
    guard let history = state.absorbed else { return .refit(.shortSeries) }
    guard let recent = RecentRows(rows, after: history, on: grid) else {
      return .refit(.rowsRemoved)
    }
    do throws(FitReason) {
      return .ready(try SeriesUpdate(recent, history, spec: spec))
    } catch {
      return .refit(error)
    }
  }
}

extension AbsorbedHistory {
  /// The frame alone.
  fileprivate var withoutRows: AbsorbedHistory {
    AbsorbedHistory(
      frame: frame, gridRows: 0, lastPosition: -1, observedRows: 0,
      bounds: ValueBounds(smallest: .infinity, largest: -.infinity),
      scales: scales.map(\.withoutRows))
  }
}

extension AbsorbedScale {
  fileprivate var withoutRows: AbsorbedScale {
    AbsorbedScale(
      kind: kind, center: center, spread: spread, fence: fence, outsideAtEnd: 0,
      coefficients: coefficients, limit: limit, moments: moments.map { _ in 0 }, squares: 0,
      weight: 0, missing: [], gram: [])
  }
}
