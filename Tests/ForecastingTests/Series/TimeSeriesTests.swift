import Forecasting
import Testing

struct `A time series` {
  @Test(arguments: [
    ([0, 1], [1.0], SeriesError.lengthsDiffer(timestamps: 2, values: 1)),
    ([0, 0], [1, 2], .notIncreasing(index: 1)),
    ([0, 2, 1], [1, 2, 3], .notIncreasing(index: 2)),
    ([0, 1], [1, .infinity], .infiniteValue(index: 1)),
    ([-62_135_596_801, 0], [1, 2], .timeOutOfRange(index: 0)),
    ([0, 1_700_000_000_000], [1, 2], .timeOutOfRange(index: 1)),
    ([.min, .max], [1, 2], .timeOutOfRange(index: 0)),
  ])
  func `is refused where times or values break the rules`(
    timestamps: [Int64], values: [Double], error: SeriesError
  ) {
    #expect(throws: error) { try TimeSeries(timestamps: timestamps, values: values) }
  }

  @Test func `may be empty, and its values missing`() throws {
    #expect(try TimeSeries(timestamps: [], values: []).count == 0)
    #expect(try TimeSeries(timestamps: [1], values: [.nan]).values[0].isNaN)
  }

  @Test func `says what is wrong and what to do`() {
    #expect(
      SeriesError.timeOutOfRange(index: 3).description
        == "row 3: its time is outside the years 1 to 9999: give seconds since 1970")
    #expect(
      SeriesError.notIncreasing(index: 2).description
        == "row 2: its time is not after that of the row before: sort the rows by time, once each")
  }
}
