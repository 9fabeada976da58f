import Testing

@testable import Forecasting

struct `The state of nightly updates` {
  @Test func `is empty while the series is all tail`() throws {
    let state = try fit(series(rows: 400, demand)).state

    #expect(state.isEmpty)
    #expect(state.watermarkRow == 0)
  }

  @Test func `begins where the tail does`() throws {
    let whole = try series(rows: 700, demand)
    // The watermark is a row of the series, of which some are missing.
    let kept = (0..<700).filter { $0 % 100 != 50 }
    let gappy = try TimeSeries(
      timestamps: kept.map { whole.timestamps[$0] }, values: kept.map { whole.values[$0] })

    #expect(try fit(whole).state.watermarkRow == 300)
    #expect(try fit(gappy).state.watermarkRow == 297)
  }

  /// Against plain sums over the rows of a dense design.
  @Test(arguments: [false, true])
  func `sums up the rows before the tail`(hasGaps: Bool) throws {
    let whole = try series(rows: 700) { $0 == 100 ? 500 : demand($0) }
    let values = whole.values.enumerated().map { hasGaps && $0 % 50 == 20 ? .nan : $1 }
    let history = try #require(
      try fit(TimeSeries(timestamps: whole.timestamps, values: values)).state.absorbed)

    let columns = DesignColumns(
      trend: history.frame.trend,
      seasonalities: Seasonality.all(of: IntervalTraits(.day), span: 700, wanted: .standard),
      changepoints: .standard)
    for scale in history.scales {
      let expected = DirectSums(scale, values, columns, rows: history.gridRows)

      #expect(abs(scale.weight - expected.weight) < 1e-12 * expected.weight)
      #expect(abs(scale.squares - expected.squares) < 1e-12 * expected.squares)
      let size = expected.moments.map(abs).max() ?? 0
      #expect(zip(scale.moments, expected.moments).allSatisfy { abs($0 - $1) < 1e-11 * size })
    }
    #expect(history.observedRows == values[..<300].count { !$0.isNaN })
    #expect(history.bounds.largest == 500)
  }

  @Test func `lists few missing rows, and sums up many`() throws {
    let whole = try series(rows: 700, demand)
    func state(missing: (Int) -> Bool) throws -> [AbsorbedScale] {
      let values = whole.values.enumerated().map { missing($0) ? .nan : $1 }
      let series = try TimeSeries(timestamps: whole.timestamps, values: values)
      return try #require(try fit(series).state.absorbed).scales
    }

    let few = try state { [10, 11, 12, 650].contains($0) }
    let many = try state { $0 % 7 == 6 }

    #expect(few.allSatisfy { $0.missing == [10..<13] && $0.gram.isEmpty })
    #expect(many.allSatisfy { $0.missing.isEmpty && $0.gram.count == 34 * 35 / 2 })
  }

  @Test func `reads back from its bytes`() throws {
    let all = try [
      series(rows: 100, demand), series(rows: 900, demand),
      series(rows: 700) { $0 == 30 ? .nan : demand($0) },
      series(rows: 700) { Int($0) % 7 == 6 ? .nan : demand($0) },
      irregularSeries(rows: 700, demand), series(rows: 700) { demand($0) - 200 },
    ]
    for series in all {
      let state = try fit(series).state

      #expect(try UpdateState(encoded: state.encoded()) == state)
    }
  }

  @Test func `of a daily customer takes two kilobytes`() throws {
    let bytes = try fit(series(rows: 900, demand)).state.encoded()

    #expect(bytes.count < 2000)
  }

  @Test func `cut short or run on is refused`() throws {
    let bytes = try fit(series(rows: 700) { $0 == 30 ? .nan : demand($0) }).state.encoded()

    for count in 2..<bytes.count {
      #expect(throws: UpdateStateError.self) {
        try UpdateState(encoded: Array(bytes[..<count]))
      }
    }
    #expect(throws: UpdateStateError.excess(bytes: 1)) { try UpdateState(encoded: bytes + [0]) }
    #expect(throws: UpdateStateError.truncated(bytes: 0)) { try UpdateState(encoded: []) }
    #expect(throws: UpdateStateError.unknownVersion(9)) {
      try UpdateState(encoded: [9] + bytes.dropFirst())
    }
  }

  @Test func `with any one byte changed never traps`() throws {
    let bytes = try fit(series(rows: 500) { $0 == 30 ? .nan : demand($0) }).state.encoded()

    for index in bytes.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = bytes
        damaged[index] ^= change
        // Either an error or a state of finite numbers.
        _ = try? UpdateState(encoded: damaged)
      }
    }
  }
}

/// Section 12 of `docs/model.md` in plain loops.
private struct DirectSums {
  var moments: [Double]
  var squares = 0.0
  var weight = 0.0

  init(_ scale: AbsorbedScale, _ values: [Double], _ columns: DesignColumns, rows: Int) {
    moments = [Double](repeating: 0, count: columns.count)
    for row in 0..<rows where !values[row].isNaN {
      let value = scale.kind == .linear ? values[row] : logarithm(values[row])
      let standardised = (value - scale.center) / scale.spread
      let columnsOfRow = designRow(columns, at: Double(row))
      let fitted = zip(columnsOfRow, scale.coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      let clipped = min(max(standardised, fitted - scale.limit), fitted + scale.limit)
      let own = halved(Double(rows - 1 - row) / (1.5 * 365.25))
      weight += own
      squares += own * clipped * clipped
      for column in moments.indices { moments[column] += own * clipped * columnsOfRow[column] }
    }
  }
}
