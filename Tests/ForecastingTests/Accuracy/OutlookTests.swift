import Testing

@testable import Forecasting

struct `The outlook beside a model` {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let series: TimeSeries
    let known: Int
    /// Rows after those that the model knows, as many as the outlook has steps.
    let steps: Int
  }

  static let cases: [Case] = [
    made("days", 86_400, known: 300, steps: 2),
    made("three years of days", 86_400, known: 1_095, steps: 2),
    made("hours", 3_600, known: 1_500, steps: 24),
    made("quarters of an hour", 900, known: 700, steps: 96),
    made("weeks", 604_800, known: 150, steps: 2),
    made("days below 0", 86_400, known: 300, steps: 2) { $0 - 100 },
    made("days without change", 86_400, known: 300, steps: 2) { _ in 5 },
    made("huge values", 86_400, known: 300, steps: 2) { $0 * 1e300 },
    irregular,
  ]

  @Test(arguments: cases)
  func `scores to the last bit as the model does, as far as it reaches`(of this: Case) throws {
    let model = try fit(this.series.rows(0..<this.known)).model
    let outlook = try #require(model.outlook)

    for end in 0...this.steps {
      let rows = try this.series.rows(0..<this.known + end)
      #expect(outlook.score(on: rows) == .score(model.score(on: rows)))
    }
    let late = try this.series.rows(this.known + this.steps - 1..<this.known + this.steps)
    #expect(outlook.score(on: late) == .score(model.score(on: late)))
    #expect(outlook.score(on: this.series) == .beyond)
  }

  @Test(arguments: cases)
  func `reads back equal`(of this: Case) throws {
    let outlook = try #require(try fit(this.series.rows(0..<this.known)).model.outlook)

    let bytes = outlook.encoded()

    #expect(try Outlook(encoded: bytes) == outlook)
    #expect(throws: UpdateStateError.self) { try Outlook(encoded: Array(bytes.dropLast())) }
    #expect(throws: UpdateStateError.excess(bytes: 1)) { try Outlook(encoded: bytes + [0]) }
    #expect(throws: UpdateStateError.unknownVersion(9)) {
      try Outlook(encoded: [9] + bytes.dropFirst())
    }
  }

  @Test(arguments: [SamplingInterval.month, .quarter, .year])
  func `of calendar steps reads back equal`(interval: SamplingInterval) throws {
    let grid = TimeGrid(interval, through: 1_703_980_800, monthEnd: true)
    let outlook = Outlook(
      grid: grid, trainedThrough: 1_703_980_800, seasonalScale: 0, yhat: [1], lower: [0],
      upper: [2])

    #expect(try Outlook(encoded: outlook.encoded()) == outlook)
  }

  @Test(arguments: [
    (1, UInt8(5)), (1, 1), (2, 1), (3, 255), (11, 1), (12, 2),
  ])
  func `no bytes make a grid that no series has`(place: Int, byte: UInt8) throws {
    let grid = TimeGrid(.seconds(3_600), through: 0)
    var bytes = Outlook(
      grid: grid, trainedThrough: 0, seasonalScale: 1, yhat: [1], lower: [0], upper: [2]
    ).encoded()

    bytes[place] = byte

    #expect(throws: UpdateStateError.self) { try Outlook(encoded: bytes) }
  }

  @Test func `is not kept of models that need covariates, nor of very short steps`() throws {
    let days = try series(rows: 200) { 100 + 30 * noise(Int($0)) }
    let spec = try specification { $0.regressors = [try Regressor(name: "x")] }
    let x = Covariates(
      names: ["x"], timestamps: days.timestamps, columns: [(0..<200).map { noise($0) }])
    let minutes = try TimeSeries(
      timestamps: (0..<600).map { Int64($0) * 300 }, values: (0..<600).map { 5 + noise($0) })

    #expect(try fit(spec, days, x).model.outlook == nil)
    #expect(try fit(minutes).model.outlook == nil)
  }

  private static func made(
    _ name: String, _ seconds: Int64, known: Int, steps: Int,
    _ change: (Double) -> Double = { $0 }
  ) -> Case {
    // One row more than the outlook has steps.
    let times = (0..<known + steps + 1).map { Int64($0) * seconds }
    return Case(
      testDescription: name,
      series: valid(times, times.indices.map { change(100 + Double($0 % 7) + noise($0)) }),
      known: known, steps: steps)
  }

  private static var irregular: Case {
    let times = (0..<63).map { (row: Int64) -> Int64 in 50_000 * row + 600 * (row * row % 7) }
    return Case(
      testDescription: "irregular rows",
      series: valid(times, times.indices.map { 50 + noise($0) }), known: 60, steps: 2)
  }

  private static func valid(_ times: [Int64], _ values: [Double]) -> TimeSeries {
    guard let series = try? TimeSeries(timestamps: times, values: values) else {
      preconditionFailure("ascending times and finite values are a series")
    }
    return series
  }
}

extension TimeSeries {
  fileprivate func rows(_ range: Range<Int>) throws -> TimeSeries {
    try TimeSeries(timestamps: Array(timestamps[range]), values: Array(values[range]))
  }
}
