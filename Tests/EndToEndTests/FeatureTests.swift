import Foundation
import TestFolders
import Testing

/// Holidays, regressors and their future, given seasonalities and changepoints, from files and flags.
@Suite struct FeatureTests {
  @Test func `holidays and a regressor are trained, forecast and explained`() throws {
    let folder = try shop()

    let trained = try Fleetcast.run(training, in: folder)
    let forecast = try Fleetcast.run(
      "forecast", "a", "--artifacts", "models", "--horizon", "14", "--components", "--format",
      "json", in: folder)

    #expect(trained.status == 0, "\(trained.standardError)")
    #expect(forecast.status == 0, "\(forecast.standardError)")
    let answer = try Answer(forecast.standardOutput)
    #expect(answer.components.keys.contains("holidays"))
    #expect(answer.components.keys.contains("temperature"))
    for step in answer.yhat.indices {
      let sum = answer.components.values.map { $0[step] }.reduce(0, +)
      // What rounding in sums of a dozen terms can cost.
      #expect(abs(sum - answer.yhat[step]) < 1e-9 * abs(answer.yhat[step]))
    }
    // The sale was worth 40 whenever it was; ridge and noise take less than a fifth of that.
    let holidays = try #require(answer.components["holidays"])
    let sale = try #require(answer.timestamps.firstIndex(of: "2023-07-08"))
    #expect(abs(holidays[sale] - 40) < 8, "\(holidays)")
    #expect(holidays.enumerated().allSatisfy { $0.offset == sale || abs($0.element) < 1e-9 })
    // A degree is worth 2, so that the forecast follows the temperature up and down.
    let temperature = try #require(answer.components["temperature"])
    let known = (180..<194).map(Shop.temperature)
    for step in 1..<14 {
      let expected = 2 * (known[step] - known[step - 1])
      #expect(abs(temperature[step] - temperature[step - 1] - expected) < 0.2 * abs(expected) + 0.5)
    }
  }

  @Test func `a forecast beyond what is known of the future says column and time`() async throws {
    let folder = try shop()
    try folder.write(dailyCSV(rows: 60).replacing("value", with: "y"), to: "plain/b.csv")
    try Fleetcast.run(training, in: folder)
    try Fleetcast.run("train", "plain", "--value-column", "y", "--artifacts", "models", in: folder)

    let forecast = try Fleetcast.run(
      "forecast", "a", "--artifacts", "models", "--horizon", "15", in: folder)
    let exported = try Fleetcast.run(
      "export", "--artifacts", "models", "--horizon", "15", in: folder)
    let server = try Endpoint(artifacts: "models", in: folder)
    let answer = try await server.get("/v1/customers/a/forecast?horizon=15")
    _ = try server.stop()

    #expect(forecast.status == 2)
    #expect(
      forecast.standardError
        == "fleetcast: the forecast needs 'temperature' at 2023-07-14, but it is known through"
        + " 2023-07-13: give its values with --future\n")
    #expect(exported.status == 3)
    #expect(exported.standardError.contains("a: the forecast needs 'temperature' at 2023-07-14"))
    #expect(exported.standardOutput.split(separator: "\n").count == 1 + 15)
    #expect(answer.status == 422)
    #expect(answer.body.contains("urn:fleetcast:problem:covariates-missing"))
    #expect(answer.body.contains("train with --future"))
    #expect(answer.body.contains(#""column":"temperature","timestamp":"2023-07-14""#))
  }

  @Test(arguments: ["weather.csv", "weather"])
  func `the future comes from a file for all or from a folder`(path: String) throws {
    let folder = try shop(ownFuture: false)
    try folder.write(Shop.future(from: 180, to: 200), to: "weather.csv")
    try folder.write(Shop.future(from: 180, to: 200), to: "weather/a.csv")

    let without = try Fleetcast.run(training, in: folder)
    let blind = try forecast(7, in: folder)
    let trained = try Fleetcast.run(training + ["--future", path], in: folder)
    let seeing = try forecast(7, in: folder)
    let given = try forecast(7, ["--future", path], in: folder)

    #expect(without.status == 0, "\(without.standardError)")
    #expect(blind.status == 2)
    #expect(trained.status == 0, "\(trained.standardError)")
    #expect(seeing.status == 0, "\(seeing.standardError)")
    #expect(seeing.standardOutput == given.standardOutput)
  }

  @Test func `a future given with the question beats what training knew`() throws {
    let folder = try shop()
    try Fleetcast.run(training, in: folder)
    try folder.write("ds,temperature\n2023-06-30,100\n", to: "heat.csv")
    try folder.write(Shop.future(from: 194, to: 200), to: "later/a.csv")

    let usual = try Answer(try forecast(1, in: folder).standardOutput)
    let hot = try Answer(try forecast(1, ["--future", "heat.csv"], in: folder).standardOutput)
    let further = try forecast(20, ["--future", "later"], in: folder)
    let exported = try Fleetcast.run(
      "export", "--artifacts", "models", "--horizon", "20", "--future", "later", in: folder)

    #expect(hot.yhat[0] > usual.yhat[0] + 100)
    #expect(further.status == 0, "\(further.standardError)")
    #expect(exported.status == 0, "\(exported.standardError)")
    #expect(exported.standardOutput.split(separator: "\n").count == 21)
  }

  @Test(arguments: [
    (["--future", "nowhere.csv"], "--future: nowhere.csv: there is no such file or folder"),
    (["--future", "bad.csv"], "--future: bad.csv: line 3: column 'ds' holds 'soon'"),
    (["--future", "other.csv"], "no covariate column 'temperature' in the header 'ds,wind'"),
    (["--future", "empty.csv"], "--future: empty.csv: the file is empty, expected a header with"),
    (["--holidays", "empty.csv"], "--holidays: empty.csv: the file is empty, expected ds,holiday"),
    (["--holidays", "bad-holidays.csv"], "--holidays: bad-holidays.csv: line 3: column 'ds'"),
    (["--add-regressor", "temperature"], "'temperature' names a regressor already"),
    (["--n-changepoints", "3", "--changepoints", "2023-03-01"], "exclude each other"),
  ])
  func `what is wrong for all customers ends with 2 before the run`(
    arguments: [String], sentence: String
  ) throws {
    let folder = try shop()
    try folder.write("ds,temperature\n2023-07-01,5\nsoon,6\n", to: "bad.csv")
    try folder.write("", to: "empty.csv")
    try folder.write("ds,wind\n2023-07-01,5\n", to: "other.csv")
    try folder.write("ds,holiday\n2023-07-01,x\nsoon,y\n", to: "bad-holidays.csv")

    let run = try Fleetcast.run(
      ["train", "data", "--artifacts", "models", "--add-regressor", "temperature"] + arguments,
      in: folder)

    #expect(run.status == 2, "\(run.standardError)")
    #expect(run.standardError.contains(sentence), "\(run.standardError)")
    #expect(!folder.exists("models"))
  }

  @Test func `a folder of futures without the customer is named`() throws {
    let folder = try shop()
    try Fleetcast.run(training, in: folder)
    try folder.write(Shop.future(from: 194, to: 200), to: "later/b.csv")

    let run = try forecast(20, ["--future", "later"], in: folder)

    #expect(run.status == 2)
    #expect(run.standardError == "fleetcast: --future: there is no later/a.csv\n")
  }

  @Test func `a folder of futures that fits no customer is a warning at the start`() throws {
    let folder = try shop()
    try folder.makeFolder("empty")
    try folder.write(Shop.future(from: 180, to: 200), to: "others/b.csv")
    try folder.write(Shop.future(from: 180, to: 200), to: "fitting/a.csv")
    func warning(_ future: String) throws -> Bool {
      try Fleetcast.run(training + ["--future", future], in: folder)
        .standardError.contains("no file of any customer of this run")
    }

    #expect(try warning("empty"))
    #expect(try warning("others"))
    #expect(try !warning("fitting"))
  }

  @Test(arguments: ["weather.csv", "weather"])
  func `a dry run sees that the future has changed`(path: String) throws {
    let folder = try shop(ownFuture: false)
    let future = path == "weather" ? "weather/a.csv" : path
    try folder.write(Shop.future(from: 180, to: 200), to: future)
    try Fleetcast.run(training + ["--future", path], in: folder)
    let preview = training + ["--future", path, "--dry-run"]

    let same = try Fleetcast.run(preview, in: folder)
    try folder.write(Shop.future(from: 180, to: 201), to: future)
    let changed = try Fleetcast.run(preview, in: folder)
    let without = try Fleetcast.run(training + ["--dry-run"], in: folder)

    #expect(same.standardOutput.contains("1 with the same file"))
    #expect(changed.standardOutput.contains("1 with another file or future"))
    #expect(without.standardOutput.contains("1 with another file or future"))
  }

  @Test func `a future for models without regressors is refused by export as by forecast`() throws {
    let folder = try shop()
    try folder.write(Shop.future(from: 180, to: 200), to: "weather.csv")
    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    let one = try forecast(3, ["--future", "weather.csv"], in: folder)
    let all = try Fleetcast.run(
      "export", "--artifacts", "models", "--future", "weather.csv", "--out", "f.csv", in: folder)

    #expect(one.status == 2)
    #expect(all.status == 2)
    #expect(all.standardError.contains("leave out --future"))
    #expect(!folder.exists("f.csv"))
  }

  @Test func `a condition that is a word says what it may be`() throws {
    let folder = try TemporaryFolder()
    try folder.write("ds,y,is_warm\n2024-01-01,1,maybe\n", to: "data/a.csv")

    try Fleetcast.run("train", "--add-seasonality", "w:7:2::is_warm", in: folder)
    let failed = try Fleetcast.run("status", "--failed", in: folder)

    #expect(
      failed.standardOutput.contains(
        "column 'is_warm' holds 'maybe', expected a number, true, false, NA or nothing"))
  }

  @Test func `a customer without the column fails alone, with the header`() throws {
    let folder = try shop()
    try folder.write(dailyCSV(rows: 60), to: "data/b.csv")

    let run = try Fleetcast.run(training, in: folder)
    let failed = try Fleetcast.run("status", "--failed", "--artifacts", "models", in: folder)

    #expect(run.status == 3)
    #expect(failed.standardOutput.hasPrefix("b\tmissing_column\t"))
    #expect(
      failed.standardOutput.contains(
        "line 1: no covariate column 'temperature' in the header 'timestamp,value'"))
    #expect(folder.exists("models/a.tar.gz"))
  }

  @Test func `flags and lists of the configuration file give the same model`() throws {
    let folder = try shop()
    try folder.write(
      """
      changepoints: [2023-03-01, 2023-05-01]
      add-seasonality:
        - monthly:30.5:3
        - warm_week:7:2:0.3:is_warm
      add-regressor: [temperature, "sun:0.5:off"]
      holidays: holidays.csv
      interval-width: 0.9

      """, to: "model.yaml")

    let flags = try Fleetcast.run(
      [
        "train", "data", "--artifacts", "one", "--changepoints", "2023-03-01,2023-05-01",
        "--add-seasonality", "monthly:30.5:3", "--add-seasonality", "warm_week:7:2:0.3:is_warm",
        "--add-regressor", "temperature", "--add-regressor", "sun:0.5:off",
        "--holidays", "holidays.csv", "--interval-width", "0.9",
      ], in: folder)
    let file = try Fleetcast.run(
      "train", "data", "--artifacts", "two", "--config", "model.yaml", in: folder)
    let forecast = try Fleetcast.run(
      "forecast", "a", "--artifacts", "one", "--horizon", "7", "--format", "json", "--components",
      in: folder)

    #expect(flags.status == 0, "\(flags.standardError)")
    #expect(file.status == 0, "\(file.standardError)")
    #expect(
      try Data(contentsOf: folder["one/a.tar.gz"]) == Data(contentsOf: folder["two/a.tar.gz"]))
    let answer = try Answer(forecast.standardOutput)
    #expect(answer.levels == [0.9])
    for name in ["monthly", "warm_week", "temperature", "sun", "holidays"] {
      #expect(answer.components[name] != nil, "\(answer.components.keys)")
    }
  }

  @Test func `the interval width of the model counts where no level is asked for`() throws {
    let folder = try shop()
    try Fleetcast.run(training + ["--interval-width", "0.95"], in: folder)

    let own = try Answer(try forecast(3, in: folder).standardOutput)
    let asked = try Answer(try forecast(3, ["--level", "0.95"], in: folder).standardOutput)
    let other = try Answer(try forecast(3, ["--level", "0.5"], in: folder).standardOutput)
    let exported = try Fleetcast.run(
      "export", "--artifacts", "models", "--horizon", "3", in: folder)

    #expect(own.levels == [0.95])
    #expect(own.lower == asked.lower)
    #expect(zip(own.lower, other.lower).allSatisfy { $0 < $1 })
    let rows = exported.standardOutput.split(separator: "\n")
    #expect(rows.first == "customer,timestamp,yhat,yhat_lower,yhat_upper")
    #expect(rows.last?.split(separator: ",")[3] == "\(own.lower[2])")
  }

  private let training = [
    "train", "data", "--artifacts", "models", "--add-regressor", "temperature", "--holidays",
    "holidays.csv",
  ]

  /// One customer whose value follows weekdays, temperature and sales; 14 days ahead are known.
  private func shop(ownFuture: Bool = true) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Shop.history(days: 180, known: ownFuture ? 194 : 180), to: "data/a.csv")
    try folder.write(Shop.holidays, to: "holidays.csv")
    return folder
  }

  private func forecast(
    _ horizon: Int, _ more: [String] = [], in folder: TemporaryFolder
  ) throws -> Fleetcast {
    try Fleetcast.run(
      ["forecast", "a", "--artifacts", "models", "--horizon", "\(horizon)", "--format", "json"]
        + more, in: folder)
  }
}

/// A shop's days from 2023-01-01: 200 + 2 a degree + 40 on each sale + a weekly shape + some noise.
private enum Shop {
  private static let sales = [20, 48, 76, 104, 132, 160, 188]

  static var holidays: String {
    "ds,holiday\n" + sales.map { "\(date($0)),sale\n" }.joined()
  }

  static func temperature(_ day: Int) -> Double {
    ((10 + 8 * sin(Double(day) * 1.7) + 3 * cos(Double(day) * 0.6)) * 10).rounded() / 10
  }

  static func history(days: Int, known: Int) -> String {
    var text = "timestamp,value,temperature,sun,is_warm\n"
    for day in 0..<known {
      let noise = sin(Double(day * day) * 12.9898) * 1.5
      let value =
        200 + 2 * temperature(day) + (sales.contains(day) ? 40 : 0) + 5 * Double(day % 7) + noise
      let sun = day % 3 == 0 ? 1 : 0
      text += "\(date(day)),\(day < days ? "\(value)" : ""),\(temperature(day)),\(sun),"
      text += "\(temperature(day) > 10)\n"
    }
    return text
  }

  static func future(from first: Int, to last: Int) -> String {
    "ds,temperature\n" + (first..<last).map { "\(date($0)),\(temperature($0))\n" }.joined()
  }

  private static func date(_ day: Int) -> String {
    // 2023-01-01.
    Date(timeIntervalSince1970: 1_672_531_200 + Double(day) * 86_400)
      .formatted(.iso8601.year().month().day())
  }
}

/// A forecast as JSON.
private struct Answer {
  let timestamps: [String]
  let yhat: [Double]
  let lower: [Double]
  let levels: [Double]
  let components: [String: [Double]]

  private struct Document: Decodable {
    struct Forecast: Decodable {
      let timestamp: [String]
      let yhat: [Double]
      let yhat_lower: [Double]
    }
    let level: [Double]
    let forecast: Forecast
    let components: [String: [Double]]?
  }

  init(_ text: String) throws {
    let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
    timestamps = document.forecast.timestamp
    yhat = document.forecast.yhat
    lower = document.forecast.yhat_lower
    levels = document.level
    components = document.components ?? [:]
  }
}
