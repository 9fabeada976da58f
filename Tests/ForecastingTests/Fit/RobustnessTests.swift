import Forecasting
import Testing

struct `Shifts and outliers` {
  private func shifted(rowsAfter: Int) throws -> TimeSeries {
    try series(rows: 300) { demand($0) + ($0 >= Double(300 - rowsAfter) ? 150 : 0) }
  }

  @Test func `a level shift is followed from its fifth row`() throws {
    let forecast = try fit(shifted(rowsAfter: 5)).model.forecast(horizon: 7)

    for (step, value) in forecast.yhat.enumerated() {
      #expect(abs(value - demand(Double(300 + step)) - 150) < 40)
    }
  }

  @Test func `two rows of a shift are taken for outliers`() throws {
    let forecast = try fit(shifted(rowsAfter: 2)).model.forecast(horizon: 7)

    for (step, value) in forecast.yhat.enumerated() {
      #expect(abs(value - demand(Double(300 + step))) < 60)
    }
  }

  @Test(arguments: [1e3, 1e9])
  func `a wild value in the past is ignored`(factor: Double) throws {
    let plain = try series(rows: 300, demand)
    let wild = try series(rows: 300) { $0 == 120 ? factor * demand($0) : demand($0) }

    let forecast = try fit(plain).model.forecast(horizon: 28)
    let withWild = try fit(wild).model.forecast(horizon: 28)

    #expect(zip(forecast.yhat, withWild.yhat).allSatisfy { abs($0 - $1) < 2 })
    #expect(try fit(wild).model.rows == 299)
  }
}
