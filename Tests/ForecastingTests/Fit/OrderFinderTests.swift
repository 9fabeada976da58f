import Testing

@testable import Forecasting

struct `Order statistics` {
  @Test(arguments: [1, 2, 3, 10, 127, 128, 129, 1000, 9001])
  func `are those of sorted values`(count: Int) {
    let values = (0..<count).map { noise($0) }
    let sorted = values.sorted()
    let sizes = values.map(abs).sorted()
    var finder = OrderFinder()

    let median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    let medianSize = (sizes[(count - 1) / 2] + sizes[count / 2]) / 2
    #expect(abs(finder.median(of: values, observed: count) - median) < 1e-15)
    #expect(abs(finder.medianSize(of: values, blanks: 0, near: nil) - medianSize) < 1e-15)
    for rank in [0, count / 20, count - 1] {
      #expect(finder.value(atRank: rank, of: values, observed: count) == sorted[rank])
    }
  }

  @Test(arguments: [0.0, 0.3, 0.5, 7])
  func `do not depend on the guess`(guess: Double) {
    let values = (0..<501).map { noise($0) }
    var finder = OrderFinder()

    let found = finder.medianSize(of: values, blanks: 0, near: guess)

    #expect(found == values.map(abs).sorted()[250])
  }

  @Test func `leave missing values out`() {
    let values = (0..<2000).map { $0 % 3 == 0 ? .nan : noise($0) }
    let observed = values.filter { !$0.isNaN }.sorted()
    var finder = OrderFinder()

    let found = finder.value(atRank: 77, of: values, observed: observed.count)

    #expect(found == observed[77])
  }

  @Test func `leave blanks out`() {
    let values = (0..<1000).map { $0 % 4 == 0 ? 0 : noise($0) }
    let sizes = values.filter { $0 != 0 }.map(abs).sorted()
    var finder = OrderFinder()

    let found = finder.medianSize(of: values, blanks: 250, near: nil)

    #expect(found == (sizes[374] + sizes[375]) / 2)
  }

  /// Systematic samples of a wave say little of it.
  @Test(arguments: [7, 16, 64])
  func `survive unlucky samples`(period: Int) {
    let values = (0..<4096).map { $0 % period == 0 ? 100 : Double($0 % period) }
    var finder = OrderFinder()

    #expect(
      finder.median(of: values, observed: 4096)
        == (values.sorted()[2047] + values.sorted()[2048]) / 2)
  }

  @Test func `of lanes leave idle ones out`() {
    let lanes = (0..<700).map { index in
      Lanes(abs(noise(4 * index)), abs(noise(4 * index + 1)), .infinity, .infinity)
    }
    let values = lanes.flatMap { [$0.x, $0.y] }.sorted()
    var finder = OrderFinder()

    #expect(finder.median(of: lanes, observed: 1400) == (values[699] + values[700]) / 2)
  }

  @Test func `are found among equal values`() {
    var finder = OrderFinder()

    #expect(finder.median(of: [Double](repeating: 3, count: 700), observed: 700) == 3)
  }
}
