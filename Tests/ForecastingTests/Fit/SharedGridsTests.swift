import Forecasting
import Testing

/// Bit for bit: a customer's model must not depend on who was fitted before.
struct `Shared grids` {
  private func customers() throws -> [TimeSeries] {
    let plain = try series(rows: 420, demand)
    let other = try series(rows: 420) { 3 * demand($0 + 1000) }
    let gappy = try TimeSeries(
      timestamps: plain.timestamps,
      values: plain.values.enumerated().map { $0 % 9 == 4 ? .nan : 2 * $1 })
    let shorter = try series(rows: 250, demand)
    let hours = try series(rows: 800, every: .seconds(3600)) { demand($0 / 24) }
    let irregular = try irregularSeries(rows: 120, demand)
    return [plain, other, gappy, shorter, hours, irregular]
  }

  @Test func `give the same model warm and cold`() throws {
    let customers = try customers()
    var warm = ModelFitter(spec: ModelSpec())
    for customer in customers { _ = try warm.fit(customer) }

    for customer in customers {
      var cold = ModelFitter(spec: ModelSpec())
      let (first, again) = (try cold.fit(customer), try warm.fit(customer))

      #expect(first.model == again.model)
      #expect(first.state == again.state)
      #expect(first.accuracy == again.accuracy)
    }
  }

  @Test(arguments: [0, 1])
  func `give the same model when none is kept`(capacity: Int) throws {
    var many = ModelFitter(spec: ModelSpec())
    var few = ModelFitter(spec: ModelSpec(), sharedGrids: capacity)

    for customer in try customers() {
      #expect(try many.fit(customer).model == few.fit(customer).model)
    }
  }
}
