import ForecastFormats
import Testing

struct PredictionLevelsTests {
  @Test func `levels are read in their order`() throws {
    #expect(try PredictionLevels("0.95,0.8").values == [0.95, 0.8])
    #expect(try PredictionLevels("0.8") == .standard)
  }

  @Test(arguments: [
    ("80", "write 0.8"), ("99.5", "write 0.995"), ("1", "above 0 and below 1"),
    ("0", "above 0 and below 1"), ("-0.8", "above 0 and below 1"), ("nan", "no number"),
    ("", "no number"), ("0.8,", "no number"), ("0.8;0.9", "no number"), ("0.8,0.80", "given twice"),
    ("0.1,0.2,0.3,0.4,0.5,0.6", "at most 5"),
  ])
  func `what is no level says what to write`(text: String, advice: String) {
    let error = #expect(throws: PredictionLevelError.self) { try PredictionLevels(text) }

    #expect(error?.description.contains(advice) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    (0.8, "80"), (0.995, "99.5"), (0.57, "57"), (0.05, "5"), (0.001, "0.1"), (0.9999, "99.99"),
    (0.1, "10"),
  ])
  func `a level as a percentage has no rounding`(level: Double, text: String) {
    #expect(PredictionLevels.percent(level) == text)
  }
}
