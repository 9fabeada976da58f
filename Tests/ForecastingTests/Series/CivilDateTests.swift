import Forecasting
import Testing

struct `A civil date` {
  @Test(arguments: [
    (1970, 1, 1, 0), (1970, 1, 2, 1), (1969, 12, 31, -1), (2000, 2, 29, 11_016),
    (2024, 2, 29, 19_782), (2024, 3, 1, 19_783), (1900, 3, 1, -25_508), (1600, 2, 29, -135_081),
    (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896), (10_000, 1, 1, 2_932_897),
    (0, 2, 29, -719_469), (-1, 12, 31, -719_529),
  ])
  func `is a number of days since 1970`(year: Int, month: Int, day: Int, days: Int64) throws {
    let date = try #require(CivilDate(year: year, month: month, day: day))

    #expect(date.daysSince1970 == days)
    #expect(CivilDate(daysSince1970: days) == date)
  }

  @Test func `counts every day of four centuries`() {
    let dates = (-146_097..<146_097).map { CivilDate(daysSince1970: $0) }

    #expect(dates.map(\.daysSince1970) == Array(-146_097..<146_097))
    #expect(dates.allSatisfy { CivilDate(year: $0.year, month: $0.month, day: $0.day) == $0 })
  }

  @Test(arguments: [
    (2023, 2, 29), (1900, 2, 29), (2100, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 0, 1),
    (2024, 13, 1), (2024, 1, 0), (2024, 1, 32), (2024, -1, 1),
  ])
  func `is none where the calendar has no such day`(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }
}
