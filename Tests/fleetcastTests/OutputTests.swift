import Forecasting
import Testing

@testable import fleetcast

@Suite struct OutputTests {
  @Test func `a plain line tells done, failed, rate and time left`() {
    let counts = ProgressReport.Counts(done: 500, failed: 2, total: 1500)

    let line = ProgressReport.sentence(counts, elapsed: 5)

    #expect(line == "500 of 1500 customers, 2 failed, 100/s, 10 s left")
  }

  @Test
  func `without a terminal a line comes every five seconds, with one a bar ten times a second`() {
    var lines: [String] = []
    var bars: [String] = []
    var plain = ProgressReport(width: nil) { lines.append($0) }
    var bar = ProgressReport(width: 80) { bars.append($0) }
    for tick in 0..<200 {
      let counts = ProgressReport.Counts(done: tick, failed: 0, total: 200)
      plain.update(counts, elapsed: Double(tick) * 0.0625)
      bar.update(counts, elapsed: Double(tick) * 0.0625)
    }
    bar.finish()

    #expect(lines.count == 2)
    #expect(bars.count == 101)
    #expect(lines.allSatisfy { $0.hasSuffix("\n") })
    #expect(bars.allSatisfy { $0.hasPrefix("\r") })
  }

  @Test(arguments: [20, 40, 80, 200])
  func `a bar never is wider than its terminal`(width: Int) {
    let counts = ProgressReport.Counts(done: 999_999, failed: 12, total: 1_000_000)

    let bar = ProgressReport.bar(counts, elapsed: 300, width: width).replacing("\u{1B}[K", with: "")

    #expect(bar.count < width)
  }

  @Test(arguments: [
    (0.34, "340 ms"), (3.14159, "3.1 s"), (12.4, "12 s"), (185.0, "3 min 05 s"),
    (7800.0, "2 h 10 min"),
  ])
  func `lengths of time are short`(seconds: Double, text: String) {
    #expect(DurationText.short(seconds: seconds) == text)
  }

  @Test func `a table aligns its columns`() {
    let table = TextTable(
      header: ["timestamp", "yhat"], rows: [["2024-01-01", "1.5"], ["x", "10"]])

    #expect(table.rendered() == "timestamp   yhat\n2024-01-01   1.5\nx             10\n")
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")])
  func `large numbers are grouped`(number: Int, text: String) {
    #expect(NumberText.grouped(number) == text)
  }

  @Test(arguments: [(0, "0 folds"), (1, "1 fold"), (1000, "1,000 folds")])
  func `what is counted has its plural`(number: Int, text: String) {
    #expect(NumberText.counted(number, "fold") == text)
  }

  @Test(arguments: [
    ([576.69, 1.0], 3), ([0.0], 0), ([1e9], 0), ([0.012], 6), ([.nan], 0), ([1e-9], 6),
  ])
  func `a column has as many decimals as tell something`(values: [Double], decimals: Int) {
    #expect(NumberText.decimals(for: values) == decimals)
  }

  @Test(arguments: [1, 7, 365])
  func `a chart fits its width and shows every row's mark`(steps: Int) {
    let forecast = Forecast(
      timestamps: (0..<steps).map { Int64($0) * 86_400 }, yhat: (0..<steps).map { Double($0 % 7) },
      intervals: [
        PredictionInterval(
          level: 0.8, lower: (0..<steps).map { Double($0 % 7) - 1 },
          upper: (0..<steps).map { Double($0 % 7) + 1 })
      ])

    let lines = ForecastChart.rendered(forecast, width: 80).split(separator: "\n")

    #expect(lines.count == 17)
    #expect(lines.last?.hasSuffix("● forecast  ░ 80% interval") == true)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.contains { $0.contains("●") })
    #expect(lines.contains { $0.contains("░") })
  }
}
