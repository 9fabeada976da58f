import LinearAlgebra
import Testing

@testable import Forecasting

struct `A design` {
  /// Interval and rows: with one chunk and several, tables and long periods.
  private static let cases: [(SamplingInterval, Int)] = [
    (.day, 5), (.day, 400), (.day, 5000), (.seconds(3600), 9000), (.seconds(60), 9000),
    (.seconds(300), 5000), (.seconds(43_200), 1500), (.week, 300), (.month, 100), (.quarter, 30),
    (.year, 30),
  ]

  private func columns(_ interval: SamplingInterval, rows: Int) -> DesignColumns {
    DesignColumns(
      trend: TrendBasis(rows: rows, growth: .linear, changepoints: .standard),
      seasonalities: Seasonality.all(
        of: IntervalTraits(interval), span: Double(rows), wanted: .standard),
      changepoints: .standard)
  }

  @Test(arguments: `A design`.cases)
  func `times coefficients is the dense product`(interval: SamplingInterval, rows: Int) {
    let columns = columns(interval, rows: rows)
    let coefficients = (0..<columns.count).map { noise($0) }
    let part = rows / 3..<rows
    var values = [Double](repeating: 0, count: part.count)

    RegularDesign(columns: columns, rows: rows).curve(coefficients).add(part, to: &values, at: 0)

    for row in stride(from: part.lowerBound, to: rows, by: max(1, rows / 60)) {
      let expected = zip(designRow(columns, at: Double(row)), coefficients).reduce(0) {
        $0 + $1.0 * $1.1
      }
      #expect(abs(values[row - part.lowerBound] - expected) < 1e-10)
    }
  }

  @Test(arguments: `A design`.cases)
  func `transposed times values is the dense product`(interval: SamplingInterval, rows: Int) {
    let columns = columns(interval, rows: rows)
    var sums = RegularDesign(columns: columns, rows: rows).sums()
    // Few rows count, so that the dense product is quick.
    let counted = Set((0..<40).map { $0 * 7919 % rows })

    for part in [0..<rows / 3, rows / 3..<rows].flatMap(\.chunks) {
      sums.add(part.map { counted.contains($0) ? noise($0) : 0 }, rows: part)
    }

    var expected = [Double](repeating: 0, count: columns.count)
    for row in counted {
      for (column, value) in designRow(columns, at: Double(row)).enumerated() {
        expected[column] += value * noise(row)
      }
    }
    #expect(zip(sums.moments(), expected).allSatisfy { abs($0 - $1) < 1e-10 })
  }

  @Test(arguments: `A design`.cases)
  func `writes its rows`(interval: SamplingInterval, rows: Int) {
    let columns = columns(interval, rows: rows)
    let part = max(0, rows - 50)..<rows
    var block = Matrix(rows: 60, columns: columns.count)

    RegularDesign(columns: columns, rows: rows).write(part, to: &block, at: 7)

    for row in part {
      let written = (0..<columns.count).map { block[7 + row - part.lowerBound, $0] }
      #expect(
        zip(written, designRow(columns, at: Double(row))).allSatisfy { abs($0 - $1) < 1e-10 })
    }
  }

  @Test func `at irregular positions is the same whether its rows are kept or not`() {
    let positions = (0..<3000).map { Double($0) + 0.3 * noise($0) }
    let few = irregularDesign(positions)
    // Fifteen times as many rows are more than are kept.
    let many = irregularDesign((0..<45_000).map { positions[$0 % 3000] + Double($0 / 3000 * 3000) })
    let coefficients = (0..<few.columns.count).map { noise($0) }
    var kept = [Double](repeating: 0, count: 100)

    few.curve(coefficients).add(200..<300, to: &kept, at: 0)

    #expect(many.columns.count == few.columns.count)
    for (index, row) in (200..<300).enumerated() {
      let expected = zip(designRow(few.columns, at: positions[row]), coefficients).reduce(0) {
        $0 + $1.0 * $1.1
      }
      #expect(abs(kept[index] - expected) < 1e-10)
    }
    var written = [Double](repeating: 0, count: 100)
    many.curve(coefficients).add(200..<300, to: &written, at: 0)
    for (index, row) in (200..<300).enumerated() {
      let expected = zip(designRow(many.columns, at: positions[row]), coefficients).reduce(0) {
        $0 + $1.0 * $1.1
      }
      #expect(abs(written[index] - expected) < 1e-10)
    }
  }

  @Test(arguments: [3000, 45_000])
  func `at irregular positions sums single rows as whole chunks`(rows: Int) {
    let design = irregularDesign((0..<rows).map { Double($0) + 0.3 * noise($0) })
    let counted = [3, 4, 2000, 2998, rows - 1]
    var single = design.sums()
    var whole = design.sums()

    for row in counted { single.add(noise(row), row: row) }
    for part in (0..<rows).chunks {
      whole.add(part.map { counted.contains($0) ? noise($0) : 0 }, rows: part)
    }

    #expect(zip(single.moments(), whole.moments()).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  private func irregularDesign(_ positions: [Double]) -> IrregularDesign {
    let traits = IntervalTraits(.irregular(medianSeconds: 86_400))
    return IrregularDesign(
      columns: DesignColumns(
        trend: TrendBasis(positions: positions, growth: .linear, changepoints: .standard),
        seasonalities: Seasonality.all(of: traits, span: 1000, wanted: .standard),
        changepoints: .standard),
      positions: positions)
  }
}
