import Forecasting
import Testing

struct CutoffsTests {
  @Test func `are those of the example in Prophet's documentation`() {
    // "Making 11 forecasts with cutoffs between 2010-02-15 and 2015-01-20": the history of Peyton
    // Manning's page, initial 730 days, period 180 days, horizon 365 days.
    let cutoffs = Cutoffs(
      rows: Array(day(2007, 12, 10)...day(2016, 1, 20)), horizon: 365, initial: 730, period: 180)

    #expect(cutoffs.times.count == 11)
    #expect(cutoffs.times.first == day(2010, 2, 15))
    #expect(cutoffs.times.last == day(2015, 1, 20))
    #expect(zip(cutoffs.times.dropFirst(), cutoffs.times).allSatisfy { $0 - $1 == 180 })
  }

  @Test func `a limit keeps the latest`() {
    let cutoffs = Cutoffs(rows: Array(0..<100), horizon: 10, initial: 30, period: 5, limit: 3)

    #expect(cutoffs.times == [79, 84, 89])
  }

  @Test func `the first one lies at the end of the initial window, and none before`() {
    #expect(Cutoffs(rows: Array(0...40), horizon: 10, initial: 30, period: 5).times == [30])
    #expect(Cutoffs(rows: Array(0...39), horizon: 10, initial: 30, period: 5).times.isEmpty)
    #expect(Cutoffs(rows: [], horizon: 10, initial: 30, period: 5).times.isEmpty)
  }

  @Test func `a stretch without rows is passed over`() {
    // From 60 back, 40 has nothing in 41...50; the last row not after it is 20.
    let cutoffs = Cutoffs(
      rows: Array(0...20) + Array(55...70), horizon: 10, initial: 5, period: 20)

    #expect(cutoffs.times == [10, 60])
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    CivilDate(year: year, month: month, day: day).map { Int($0.daysSince1970) } ?? 0
  }
}
