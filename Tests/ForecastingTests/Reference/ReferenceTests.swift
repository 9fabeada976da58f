import Foundation
import Testing

@testable import Forecasting

/// Compares with `reference/*.json`, made by the numpy program `reference.py`.
///
/// 1e-6 of the series' spread for forecasts and 1e-8 of the largest for coefficients: the program's
/// own answers move by less than 1e-9 when the values do by 1e-12, and two orders of summation are
/// no farther apart.
struct `The reference program` {
  @Test(arguments: try Answer.names())
  func `forecasts the same`(name: String) throws {
    let answer = try Answer(name: name)

    let forecast = try answer.fit().model.forecast(horizon: answer.horizon, levels: [0.8])

    let tolerance = 1e-6 * answer.spread
    #expect(try forecast.timestamps == answer.futureTimestamps)
    #expect(farthest(forecast.yhat, answer.yhat) <= tolerance)
    #expect(farthest(forecast.intervals[0].lower, answer.lower) <= tolerance)
    #expect(farthest(forecast.intervals[0].upper, answer.upper) <= tolerance)
  }

  @Test(arguments: try Answer.names())
  func `has the same trend and sizes of harmonics`(name: String) throws {
    let answer = try Answer(name: name)

    let scales = try answer.fit().model.scales

    #expect(scales.count == answer.core.final.count)
    for (scale, core) in zip(scales, answer.core.final) {
      let trend = Array(core.beta.prefix(scale.trend.count))
      let sizes = scale.seasonal.flatMap { amplitudes($0) }
      let tolerance = 1e-8 * (core.beta.map(abs).max() ?? 0)
      #expect(farthest(scale.trend, trend) <= tolerance)
      #expect(
        farthest(sizes, amplitudes(of: core.beta, like: scale)) <= tolerance)
    }
  }

  @Test(arguments: try Answer.names())
  func `weighs the scales the same`(name: String) throws {
    let answer = try Answer(name: name)

    let scales = try answer.fit().model.scales

    #expect(farthest(scales.map(\.weight), answer.scaleWeights) <= 1e-6)
  }

  /// The sizes of the harmonics, whatever time their phase is counted from.
  private func amplitudes(_ coefficients: some Collection<Double>) -> [Double] {
    let coefficients = Array(coefficients)
    return stride(from: 0, to: coefficients.count, by: 2).map { cosine in
      // The highest harmonic of an even period has no sine.
      let sine = cosine + 1 < coefficients.count ? coefficients[cosine + 1] : 0
      return (coefficients[cosine] * coefficients[cosine] + sine * sine).squareRoot()
    }
  }

  private func amplitudes(of beta: [Double], like scale: ScaleModel) -> [Double] {
    var rest = beta.dropFirst(scale.trend.count)
    var all: [Double] = []
    for seasonality in scale.seasonal {
      all += amplitudes(rest.prefix(seasonality.count))
      rest = rest.dropFirst(seasonality.count)
    }
    return all + amplitudes(rest)
  }

  private func farthest(_ values: [Double], _ expected: [Double]) -> Double {
    guard values.count == expected.count else { return .infinity }
    // Not `max`, which passes over NaN.
    return zip(values, expected).reduce(0) { worst, pair in
      let distance = abs(pair.0 - pair.1)
      return distance <= worst ? worst : distance
    }
  }
}

/// One series, and what the reference program says of it.
private struct Answer: Decodable {
  let interval: SamplingInterval
  let start: String
  let firstStep: Int
  let horizon: Int
  let values: [Double?]
  let yhat: [Double]
  let half80: [Double]
  let core: Cores
  /// By scale, filter set and damping; nil where nothing was held back.
  let weights: [[[Double]]]?

  struct Cores: Decodable {
    let final: [Core]
  }

  struct Core: Decodable {
    let beta: [Double]
  }

  /// Equal where nothing was held back.
  var scaleWeights: [Double] {
    weights?.map { $0.joined().reduce(0, +) }
      ?? core.final.map { _ in 1 / Double(core.final.count) }
  }

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      at: fixtureFolder("reference"), includingPropertiesForKeys: nil
    )
    .map { $0.deletingPathExtension().lastPathComponent }.sorted()
  }

  init(name: String) throws {
    self = try JSONDecoder().decode(Answer.self, from: fixture("reference/\(name).json"))
  }

  /// The model of the rows that are not missing.
  func fit() throws -> ModelFit {
    let grid = try grid
    let rows = values.indices.filter { values[$0] != nil }
    let series = try TimeSeries(
      timestamps: rows.map { grid.timestamp(ofStep: firstStep + $0) },
      values: values.compactMap(\.self))
    var fitter = ModelFitter(spec: ModelSpec(horizon: .steps(horizon)))
    return try fitter.fit(series)
  }

  var futureTimestamps: [Int64] {
    get throws {
      let grid = try grid
      let next = firstStep + values.count
      return (next..<next + horizon).map(grid.timestamp(ofStep:))
    }
  }

  private var grid: TimeGrid {
    get throws { TimeGrid(interval, through: try #require(TimestampText.parse(start))) }
  }

  var lower: [Double] {
    let floor = observed.contains { $0 < 0 } ? -Double.infinity : 0
    return zip(yhat, half80).map { max(floor, $0 - $1) }
  }

  var upper: [Double] { zip(yhat, half80).map { $0 + $1 } }

  /// The median distance from the median, which no outlier moves; 1 where that is 0.
  var spread: Double {
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    let center = median(observed)
    let spread = median(observed.map { abs($0 - center) })
    return spread > 0 ? spread : 1
  }

  private var observed: [Double] { values.compactMap(\.self) }
}
