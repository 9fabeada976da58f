import ForecastFormats
import Forecasting
import JSONCoding
import Testing

struct ForecastQuestionTests {
  @Test func `all members are read`() throws {
    let question = try question(
      """
      {"customer":"8","horizon":"7d","level":[0.8,0.95],"start":"2024-03-01T10:00:00",
       "components":true,
       "future":{"timestamp":["2024-03-01","2024-03-02"],"b":[1,null],"a":[2,3]}}
      """)

    #expect(question.customer == "8")
    #expect(question.request.horizon == .duration(seconds: 7 * 86_400))
    #expect(question.request.levels?.values == [0.8, 0.95])
    #expect(question.request.start == 1_709_287_200)
    #expect(question.request.components)
    let future = question.request.future
    #expect(future.names == ["a", "b"])
    #expect(future.timestamps == [1_709_251_200, 1_709_337_600])
    #expect(future.columns[0] == [2, 3])
    #expect(future.columns[1][0] == 1 && future.columns[1][1].isNaN)
  }

  @Test func `an empty object asks what a request without parameters asks`() throws {
    let question = try question("{}")

    #expect(question.customer == nil)
    #expect(question.request == ForecastRequest())
  }

  @Test(arguments: [
    (#"{"future":{}}"#, "array 'timestamp'"), (#"{"future":[]}"#, "object of columns"),
    (#"{"future":{"timestamp":["2024-03-02","2024-03-01"]}}"#, "must increase"),
    (#"{"future":{"timestamp":[1]}}"#, "a timestamp is a text"),
    (#"{"future":{"timestamp":["2024-03-01"],"a":[]}}"#, "0 values for 1 timestamps"),
    (#"{"future":{"timestamp":["2024-03-01"],"a":["1"]}}"#, "neither a number nor null"),
    (#"{"level":["0.8"]}"#, "expected a number"), (#"{"level":[]}"#, "level"),
    (#"{"customer":8}"#, "expected a text"), (#"{"horizon":[]}"#, "number of steps"),
    (#"{"horizon":"soon"}"#, "no horizon"), ("[]", "no JSON object"),
  ])
  func `what is wrong is named`(text: String, sentence: String) throws {
    let error = try #require(throws: ForecastQuestionError.self) { try question(text) }

    #expect(error.description.contains(sentence), "\(error)")
  }

  private func question(_ text: String) throws -> ForecastQuestion {
    try ForecastQuestion(JSONValue(reading: Array(text.utf8)))
  }
}
