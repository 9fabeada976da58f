import ForecastFormats
import Forecasting
import ModelArtifacts
import TestArtifacts
import Testing

struct ForecastRequestTests {
  private let model: CustomerModel
  private let day: Int64 = 86_400

  init() throws {
    model = try sampleArtifact().model
  }

  @Test func `thirty steps after the last row, with one level, unless asked otherwise`() throws {
    let forecast = try ForecastRequest().forecast(by: model)

    #expect(forecast.timestamps.count == 30)
    #expect(forecast.timestamps.first == model.trainedThrough + day)
    #expect(forecast.intervals.map(\.level) == [0.8])
  }

  @Test func `a start ahead leaves out the steps before it`() throws {
    var request = ForecastRequest()
    request.horizon = .duration(seconds: 7 * day)
    request.start = model.trainedThrough + 3 * day

    let forecast = try request.forecast(by: model)

    #expect(forecast.timestamps.count == 7)
    #expect(forecast.timestamps.first == request.start)
  }

  @Test func `no horizon reaches further than the limit, a start ahead counted`() throws {
    var request = ForecastRequest()
    request.horizon = .steps(Horizon.maximumSteps)
    #expect(try request.forecast(by: model).yhat.count == Horizon.maximumSteps)

    request.start = model.trainedThrough + 2 * day

    #expect(
      throws: ForecastRequestError.horizon(.stepsOutOfRange(Horizon.maximumSteps + 1))
    ) { try request.forecast(by: model) }
  }

  @Test func `no forecast ends after the year 9999`() throws {
    var fitter = ModelFitter(spec: ModelSpec())
    let late = try fitter.fit(
      TimeSeries(
        timestamps: (0..<60).map { 253_402_214_400 - Int64(60 - $0) * day },
        values: (0..<60).map { Double($0 % 7) })
    ).model
    var request = ForecastRequest()
    request.horizon = .steps(1)
    #expect(try request.forecast(by: .fitted(late)).timestamps == [253_402_214_400])

    request.horizon = .steps(2)

    #expect(throws: ForecastRequestError.horizon(.endsAfterYear9999)) {
      try request.forecast(by: .fitted(late))
    }
  }

  @Test func `a start that is no step of the model, or not after its rows, says which it is`() {
    var request = ForecastRequest()
    request.start = model.trainedThrough + day / 2
    let between = #expect(throws: ForecastRequestError.self) { try request.forecast(by: model) }
    request.start = model.trainedThrough
    let early = #expect(throws: ForecastRequestError.self) { try request.forecast(by: model) }

    #expect(between?.description.contains("2022-01-30T12:00:00") == true)
    #expect(early?.description.contains("not after the last row") == true)
  }
}
