import Glibc
import LinearAlgebra
import Testing

@testable import Forecasting

struct `A design with features` {
  /// Enough rows for several chunks; more dense elements than are kept at once, in the second case.
  private static let cases = [(rows: 9000, order: 2), (rows: 60_000, order: 40)]

  private func features(rows: Int, order: Int) throws -> FeatureRows {
    let shifts = try #require(
      Seasonality(
        CustomSeasonality(
          name: "shift", period: 100.5, fourierOrder: order, conditionName: "open"),
        IntervalTraits(.day)))
    let holidays = [[5..<6, 4090..<4100], [0..<1, rows - 1..<rows], [4095..<4097]]
    return FeatureRows(
      columns: FeatureColumns(
        conditional: [ConditionalSeasonality(seasonality: shifts, condition: "open")],
        regressors: [RegressorColumn(name: "price", mean: 0, scale: 1, deviation: 3)],
        holidays: holidays.indices.map {
          HolidayColumn(name: "h\($0)", offset: 0, deviation: 10, laterDays: [])
        }),
      conditions: [[10..<300, 4000..<4200, rows - 5..<rows]],
      regressors: [(0..<rows).map { noise($0 + 1) }], holidays: holidays)
  }

  private func design(
    _ features: FeatureRows, rows: Int
  ) -> (FeaturedDesign<RegularDesign>, DesignColumns) {
    let trend = TrendBasis(rows: rows, growth: .linear, changepoints: .standard)
    let seasonalities = Seasonality.all(
      of: IntervalTraits(.day), span: Double(rows), wanted: .standard)
    let plain = DesignColumns(
      trend: trend, seasonalities: seasonalities, changepoints: .standard)
    let columns = DesignColumns(
      trend: trend, seasonalities: seasonalities, changepoints: .standard,
      features: features.columns)
    return (
      FeaturedDesign(RegularDesign(columns: plain, rows: rows), columns: columns, features), plain
    )
  }

  /// One row, straight from the definition.
  private func denseRow(_ features: FeatureRows, _ plain: DesignColumns, _ row: Int) -> [Double] {
    let seasonality = features.columns.conditional[0].seasonality
    let applies = features.conditions[0].contains { $0.contains(row) }
    var dense = designRow(plain, at: Double(row))
    for harmonic in seasonality.harmonics {
      let angle = 2 * Double.pi * Double(harmonic.multiple * row) / seasonality.period
      dense += applies ? [cos(angle), sin(angle)] : [0, 0]
    }
    dense.append(features.regressors[0][row])
    return dense + features.holidays.map { $0.contains { $0.contains(row) } ? 1 : 0 }
  }

  private func rowsOfInterest(_ rows: Int) -> [Int] {
    [0, 5, 10, 299, 300, 4000, 4089, 4090, 4095, 4096, 4099, 4100, 4199, rows - 5, rows - 1]
  }

  @Test(arguments: `A design with features`.cases)
  func `multiplies as its dense rows do`(rows: Int, order: Int) throws {
    let features = try features(rows: rows, order: order)
    let (design, plain) = design(features, rows: rows)
    let coefficients = (0..<design.columns.count).map { noise($0) }
    var values = [Double](repeating: 0, count: rows)

    let curve = design.curve(coefficients)
    for part in (0..<rows).chunks { curve.add(part, to: &values, at: part.lowerBound) }

    for row in rowsOfInterest(rows) {
      let dense = denseRow(features, plain, row)
      #expect(dense.count == design.columns.count)
      // Forty harmonics by rotation.
      let expected = zip(dense, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(values[row] - expected) < 1e-9)
    }
  }

  @Test(arguments: `A design with features`.cases)
  func `sums as its dense rows do`(rows: Int, order: Int) throws {
    let features = try features(rows: rows, order: order)
    let (design, plain) = design(features, rows: rows)
    let counted = rowsOfInterest(rows)
    var together = design.sums()
    var single = design.sums()

    for part in (0..<rows).chunks {
      together.add(part.map { counted.contains($0) ? noise($0) : 0 }, rows: part)
    }
    for row in counted { single.add(noise(row), row: row) }

    var expected = [Double](repeating: 0, count: design.columns.count)
    for row in counted {
      for (column, value) in denseRow(features, plain, row).enumerated() {
        expected[column] += value * noise(row)
      }
    }
    #expect(zip(together.moments(), expected).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(zip(single.moments(), expected).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test(arguments: `A design with features`.cases)
  func `writes its dense rows`(rows: Int, order: Int) throws {
    let features = try features(rows: rows, order: order)
    let (design, plain) = design(features, rows: rows)
    let part = 4085..<4105
    var block = Matrix(rows: 30, columns: design.columns.count)
    block.elements = block.elements.map { _ in 7 }

    design.write(part, to: &block, at: 3)

    for row in part {
      let written = (0..<design.columns.count).map { block[3 + row - part.lowerBound, $0] }
      #expect(
        zip(written, denseRow(features, plain, row)).allSatisfy { abs($0 - $1) < 1e-9 })
    }
  }

  @Test func `names its columns`() throws {
    let features = try features(rows: 9000, order: 2)
    let columns = design(features, rows: 9000).0.columns
    let first = columns.featureRange.lowerBound

    #expect(
      columns.featureRange.map { columns.name(of: $0) }
        == [String](repeating: "shift seasonality", count: 4) + [
          "regressor price", "holiday h0", "holiday h1", "holiday h2",
        ])
    #expect(columns.precisions[first] == 1)
    #expect(columns.precisions[columns.count - 1] == 0.01)
  }

  @Test func `with uneven changepoints multiplies as its dense rows do`() {
    let trend = TrendBasis(last: 4999, growth: .linear, changepointsAt: [3, 3.5, 3.7, 4000, 4996])
    let columns = DesignColumns(trend: trend, seasonalities: [], changepoints: .standard)
    let design = RegularDesign(columns: columns, rows: 5000)
    let coefficients = (0..<columns.count).map { noise($0) }
    var values = [Double](repeating: 0, count: 5000)
    var sums = design.sums()

    design.curve(coefficients).add(0..<5000, to: &values, at: 0)
    for row in 0..<5000 { sums.add(noise(row), row: row) }

    var expected = [Double](repeating: 0, count: columns.count)
    for row in 0..<5000 {
      let dense = designRow(columns, at: Double(row))
      let product = zip(dense, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(values[row] - product) < 1e-10)
      for column in dense.indices { expected[column] += dense[column] * noise(row) }
    }
    // Sums of thousands of terms.
    #expect(zip(sums.moments(), expected).allSatisfy { abs($0 - $1) < 1e-9 })
  }
}
