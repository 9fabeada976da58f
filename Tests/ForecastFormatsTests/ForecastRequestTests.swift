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

  @Test func `where no level is asked for the interval is as wide as the model says`() throws {
    let model = try temperatureModel()
    var request = ForecastRequest()
    request.horizon = .steps(2)
    #expect(try request.forecast(by: model).intervals.map(\.level) == [0.9])

    request.levels = try PredictionLevels("0.5,0.8")

    #expect(try request.forecast(by: model).intervals.map(\.level) == [0.5, 0.8])
  }

  @Test func `a covariate that nobody knows is named with its time, until it is given`() throws {
    let model = try temperatureModel()
    var request = ForecastRequest()
    request.horizon = .steps(3)
    let missing = model.trainedThrough + 3 * day

    let error = #expect(throws: ForecastRequestError.self) { try request.forecast(by: model) }

    #expect(error == .covariates(.futureMissing(name: "temperature", at: missing)))
    #expect(error?.description.contains("needs 'temperature' at 2022-03-04") == true)
    request.future = Covariates(names: ["temperature"], timestamps: [missing], columns: [[20]])
    #expect(try request.forecast(by: model).yhat.count == 3)
  }

  /// Sixty days to 2022-03-01 with a temperature that is known for two days more.
  private func temperatureModel() throws -> CustomerModel {
    var specification = ModelSpec()
    specification.regressors = [try Regressor(name: "temperature")]
    specification.intervalWidth = 0.9
    let times = (0..<62).map { 1_640_995_200 + Int64($0) * day }
    let temperatures = times.indices.map { Double($0 * $0 % 17) }
    let series = try TimeSeries(
      timestamps: Array(times.prefix(60)), values: temperatures.prefix(60).map { 100 + 3 * $0 })
    var fitter = ModelFitter(spec: specification)
    let fit = try fitter.fit(
      series,
      covariates: Covariates(names: ["temperature"], timestamps: times, columns: [temperatures]))
    return .fitted(fit.model)
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
