import Glibc
import Testing

@testable import Forecasting

/// What has no noise is forecast without error, up to the small pull of the ridge.
struct `Exact recovery` {
  @Test func `a line goes on`() throws {
    let line = try series(rows: 200) { 100 + 2 * $0 }

    let forecast = try fit(line).model.forecast(horizon: 28)

    #expect(forecast.error { 500 + 2 * Double($0) } < 0.01)
  }

  @Test(arguments: [(SamplingInterval.months(2), 6), (.months(4), 3), (.months(6), 2)])
  func `a pattern of parts of the year goes on`(interval: SamplingInterval, season: Int) throws {
    let pattern: [Double] = [10, -4, 7, 1, -12, -2]
    let year = try series(rows: 15 * season, every: interval) { 50 + pattern[Int($0) % season] }

    let forecast = try fit(year).model.forecast(horizon: 2 * season)

    // The ridge's pull on the wave of at most six rows, of 30 to 90 observed.
    #expect(forecast.error { 50 + pattern[(15 * season + $0) % season] } < 0.3)
  }

  @Test func `a linear trend is the trend`() throws {
    let line = try series(rows: 200) { 100 + 2 * $0 }

    let forecast = try fit(specification(), line).model.forecast(horizon: 28, components: true)

    #expect(try forecast.error("trend") { 500 + 2 * Double($0) } < 0.01)
  }

  @Test func `a flat trend is the level`() throws {
    let wave = try series(rows: 210) { 50 + 10 * sin(2 * .pi * $0 / 7) }
    let spec = try specification { $0.growth = .flat }

    let forecast = try fit(spec, wave).model.forecast(horizon: 28, components: true)

    #expect(try forecast.error("trend") { _ in 50 } < 1e-3)
    #expect(forecast.error { 50 + 10 * sin(2 * .pi * Double(210 + $0) / 7) } < 1e-3)
  }

  @Test func `a weekly wave goes on`() throws {
    let wave = try series(rows: 210) { 50 + 10 * sin(2 * .pi * $0 / 7) }

    let forecast = try fit(wave).model.forecast(horizon: 14)

    #expect(forecast.error { 50 + 10 * sin(2 * .pi * Double(210 + $0) / 7) } < 1e-3)
  }

  @Test func `a wave of an additive model keeps its height as the trend rises`() throws {
    func wave(_ row: Int) -> Double { 10 * sin(2 * .pi * Double(row) / 7) }
    let rising = try series(rows: 210) { 50 + 0.5 * $0 + wave(Int($0)) }

    let forecast = try fit(specification(), rising).model.forecast(horizon: 28, components: true)

    #expect(try forecast.error("weekly") { wave(210 + $0) } < 0.01)
    #expect(forecast.error { 50 + 0.5 * Double(210 + $0) + wave(210 + $0) } < 0.01)
  }

  @Test func `a wave of a multiplicative model is a share of the trend`() throws {
    func share(_ row: Int) -> Double { exp(0.2 * sin(2 * .pi * Double(row) / 7)) }
    func growth(_ row: Int) -> Double { 50 * exp(0.002 * Double(row)) }
    let rising = try series(rows: 210) { growth(Int($0)) * share(Int($0)) }

    let forecast = try fit(specification(.multiplicative), rising).model
      .forecast(horizon: 28, components: true)

    #expect(try forecast.error("trend") { growth(210 + $0) } < 0.01)
    #expect(try forecast.error("weekly") { growth(210 + $0) * (share(210 + $0) - 1) } < 0.01)
    #expect(forecast.error { growth(210 + $0) * share(210 + $0) } < 0.01)
  }

  @Test func `a yearly wave of months goes on`() throws {
    let wave = try series(rows: 96, every: .month) { 50 + 10 * cos(2 * .pi * $0 / 12) }

    let forecast = try fit(wave).model.forecast(horizon: 12)

    #expect(forecast.error { 50 + 10 * cos(2 * .pi * Double(96 + $0) / 12) } < 1e-3)
  }

  @Test(arguments: [0.5, 0.8, 0.95])
  func `an interval holds its share of even noise`(width: Double) throws {
    let even = try series(rows: 2000) { 100 + noise(Int($0)) }
    let spec = try specification { $0.intervalWidth = width }

    let model = try fit(spec, even).model
    let later = (2000..<2400).map { 100 + noise($0) }
    let forecast = try model.forecast(horizon: 400, levels: [model.intervalWidth])

    #expect(model.intervalWidth == width)
    let interval = forecast.intervals[0]
    let held = later.indices.count {
      interval.lower[$0] <= later[$0] && later[$0] <= interval.upper[$0]
    }
    // The noise is uniform, the quantiles are those of a bell.
    #expect(abs(Double(held) / 400 - width) < 0.12)
  }
}
