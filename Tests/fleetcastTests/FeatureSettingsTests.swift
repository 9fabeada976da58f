import Forecasting
import Foundation
import TestFolders
import Testing

@testable import fleetcast

@Suite struct FeatureSettingsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a seasonality has a name, a period, an order and what else is given`() throws {
    let settings = try settings([
      "add-seasonality": "monthly:30.5:5, summer:7:3:0.1:is_summer,winter:7:3::is_winter"
    ])

    let seasonalities = try specification(settings).customSeasonalities

    #expect(
      seasonalities == [
        try CustomSeasonality(name: "monthly", period: 30.5, fourierOrder: 5),
        try CustomSeasonality(
          name: "summer", period: 7, fourierOrder: 3, priorScale: 0.1,
          conditionName: "is_summer"),
        try CustomSeasonality(
          name: "winter", period: 7, fourierOrder: 3, conditionName: "is_winter"),
      ])
  }

  @Test func `a regressor has a name and what else is given`() throws {
    let settings = try settings(["add-regressor": "temperature,price:0.5,sale::off,wind:1:on"])

    let regressors = try specification(settings).regressors

    #expect(
      regressors == [
        try Regressor(name: "temperature"), try Regressor(name: "price", priorScale: 0.5),
        try Regressor(name: "sale", standardization: .off),
        try Regressor(name: "wind", priorScale: 1, standardization: .on),
      ])
  }

  @Test func `changepoints are dates, and exclude a number of them`() throws {
    let given = try settings([
      "changepoints": "2023-06-01, 2023-03-01", "changepoint-prior-scale": "0.5",
    ])
    let both = try settings(["changepoints": "2023-06-01", "n-changepoints": "3"])

    #expect(
      try specification(given).changepoints
        == Changepoints(dates: [1_677_628_800, 1_685_577_600], priorScale: 0.5))
    #expect(failure(both)?.status == .usage)
    #expect(failure(both)?.message.contains("--changepoints and --n-changepoints") == true)
  }

  @Test func `the interval width is the model's`() throws {
    #expect(try specification(try settings(["interval-width": "0.9"])).intervalWidth == 0.9)
    #expect(try specification(try settings([:])).intervalWidth == 0.8)
  }

  @Test func `holidays are read from their file`() throws {
    let file = try write("ds,holiday\n2023-12-25,xmas\n")

    let holidays = try specification(
      try settings(["holidays": file, "holidays-prior-scale": "0.7"])
    ).holidays

    #expect(holidays == [try Holiday(name: "xmas", day: 19_716, priorScale: 0.7)])
  }

  @Test(arguments: [
    ("add-seasonality", "monthly", "expected NAME:PERIOD:ORDER"),
    ("add-seasonality", "monthly:x:5", "expected NAME:PERIOD:ORDER"),
    ("add-seasonality", "monthly:30.5:5:1:c:d", "expected NAME:PERIOD:ORDER"),
    ("add-seasonality", "monthly:30.5:5:high", "expected a prior scale such as 0.3"),
    ("add-seasonality", "monthly:30.5:0", "Fourier order of seasonality 'monthly' is 0"),
    ("add-seasonality", "monthly:-1:5", "period of seasonality 'monthly' is -1"),
    ("add-seasonality", ":30.5:5", "'' cannot be the name"),
    ("add-seasonality", "a:7:3,", "found ''"),
    ("add-regressor", "temperature:1:maybe", "expected NAME[:PRIOR_SCALE"),
    ("add-regressor", "temperature:high", "expected a prior scale such as 0.3"),
    ("add-regressor", "temperature:0", "the prior scale of 'temperature' is 0.0"),
    ("add-regressor", "", "'' cannot be the name"),
    ("add-regressor", "holidays", "'holidays' cannot be the name"),
    ("changepoints", "2023-03-01,soon", "expected dates such as"),
    ("interval-width", "90", "write 0.9"),
    ("holidays-prior-scale", "0", "expected a number from 1e-06"),
  ])
  func `a value that cannot be says what was expected`(
    name: String, text: String, sentence: String
  ) throws {
    let settings = try settings([name: text, "holidays": try write("ds,holiday\n2023-12-25,x\n")])

    let error = #expect(throws: SettingsError.self) { try specification(settings) }

    #expect(error?.description.hasPrefix("--\(name): ") == true)
    #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    (["add-seasonality": "a:7:3,a:30:3"], "'a' names a seasonality already"),
    (["add-regressor": "a,a"], "'a' names a regressor already"),
    (
      ["add-seasonality": "a:7:3", "add-regressor": "a"], "'a' names a regressor and a seasonality"
    ),
    (["add-regressor": "weekly"], "'weekly' names a regressor and a built-in seasonality"),
    (["add-regressor": "yhat_lower"], "'yhat_lower' names a regressor and a column of forecasts"),
    (["add-regressor": "timestamp"], "'timestamp' names a regressor and a column"),
    (["holidays": "xmas", "add-regressor": "xmas"], "'xmas' names a regressor and a holiday"),
    (["holidays": "a", "add-seasonality": "a:7:3"], "'a' names a holiday and a seasonality"),
    (["holidays-prior-scale": "1"], "--holidays-prior-scale is for holidays"),
    (["add-seasonality": manySeasonalities], "2200 columns"),
  ])
  func `names that clash are a usage error that says which`(
    flags: [String: String], sentence: String
  ) throws {
    var flags = flags
    if let name = flags["holidays"] {
      flags["holidays"] = try write("ds,holiday\n2023-12-25,\(name)\n")
    }

    let failure = failure(try settings(flags))

    #expect(failure?.status == .usage)
    #expect(failure?.message.contains(sentence) == true, "\(String(describing: failure))")
  }

  @Test func `a custom seasonality may take the place of a built-in one`() throws {
    let settings = try settings(["add-seasonality": "weekly:7:2"])

    #expect(try specification(settings).customSeasonalities.map(\.name) == ["weekly"])
  }

  @Test func `a fault in the holidays names file and line`() throws {
    let file = try write("ds,holiday\n2023-12-25,x\nsoon,y\n")

    let failure = failure(try settings(["holidays": file]))

    #expect(failure?.status == .usage)
    #expect(failure?.message.hasPrefix("--holidays: \(file): line 3: column 'ds'") == true)
    #expect(
      self.failure(try settings(["holidays": "/nowhere.csv"]))?.message
        == "--holidays: there is no file /nowhere.csv")
  }

  @Test func `lists may be lists in the file, and texts between commas`() throws {
    let lists = try write(
      """
      add-regressor: [temperature, "price:0.5"]
      add-seasonality:
        - monthly:30.5:5
        - winter:7:3:0.3:is_winter
      changepoints: [2023-03-01, 2023-06-01]
      level: [0.8, 0.95]

      """)
    let texts = try write(
      """
      add-regressor: temperature,price:0.5
      add-seasonality: monthly:30.5:5,winter:7:3:0.3:is_winter
      changepoints: 2023-03-01,2023-06-01
      level: 0.8,0.95

      """)

    let fromLists = try settings(["config": lists])
    let fromTexts = try settings(["config": texts])

    #expect(try specification(fromLists) == specification(fromTexts))
    #expect(try specification(fromLists).regressors.map(\.name) == ["temperature", "price"])
    #expect(try specification(fromLists).changepoints.count == 2)
    #expect(try fromLists.value(Catalogue.level) == (try fromTexts.value(Catalogue.level)))
  }

  @Test(arguments: ["add-regressor: [[a], b]\n", "add-regressor:\n  a: b\n"])
  func `what is neither a value nor a list of values is refused`(text: String) throws {
    let file = try write(text)

    let error = #expect(throws: SettingsError.self) { try settings(["config": file]) }

    #expect(error == .notAList(path: file, line: 1, key: "add-regressor"))
  }

  private func settings(_ flags: [String: String]) throws -> Settings {
    try Settings(flags: flags, environment: [:], defaultFileExists: false)
  }

  private func specification(_ settings: Settings) throws -> ModelSpec {
    var specification = try ModelFlags.specification(from: settings)
    try FeatureFlags.apply(settings, to: &specification)
    return specification
  }

  private func failure(_ settings: Settings) -> CommandFailure? {
    #expect(throws: CommandFailure.self) { try specification(settings) }
  }

  private func write(_ text: String) throws -> String {
    try folder.write(text, to: UUID().uuidString)
  }
}

/// Eleven seasonalities of two hundred columns each.
private let manySeasonalities = (0..<11).map { "s\($0):7:100" }.joined(separator: ",")
