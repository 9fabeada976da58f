import FleetData
import FleetTraining
import ForecastFormats
import Forecasting
import Logging

/// Every setting there is, by the name that flag, variable and file share.
enum Catalogue {
  // Where things are.
  static let config = Setting.text("config", expected: "a file's path")
  static let data = Setting.text("data", expected: "a folder's path")
  static let artifacts = Setting.text("artifacts", expected: "a folder's path")
  static let out = Setting.text("out", expected: "a path")

  // What is said, and how.
  static let quiet = Setting.flag("quiet")
  static let json = Setting.flag("json")
  static let format = Setting.choice("format", of: ForecastFormat.self)

  // Forecasts.
  static let horizon = Setting(
    "horizon", reading: { text throws(HorizonError) in try Horizon(text) })
  static let level = Setting(
    "level", reading: { text throws(PredictionLevelError) in try PredictionLevels(text) })
  static let start = Setting.time("start")
  static let components = Setting.flag("components")
  static let coreOnly = Setting.flag("core-only")

  // Evaluations.
  static let folds = Setting.wholeNumber("folds", in: 1...Int.max)
  static let initial = Setting.window("initial")
  static let period = Setting.window("period")
  static let evaluationFormat = Setting.choice("format", of: EvaluationFormat.self)

  // Example fleets.
  static let customers = Setting.wholeNumber("customers", in: 1...100_000_000)
  static let days = Setting.wholeNumber("days", in: 1...36_525)
  static let step = Setting("step", expected: "1d or 1h") { text -> EnergyFleetOptions.Step? in
    ["1d": .day, "1h": .hour][text]
  }
  static let from = Setting("from", expected: "a date such as 2022-01-01") {
    TimestampText.parse($0).map { CivilDate(daysSince1970: $0 / 86_400) }
  }
  static let noise = Setting.number("noise", in: 0...10)
  static let weekly = Setting.number("weekly", in: 0...1)
  static let trend = Setting.number("trend", in: -1...10)
  static let seed = Setting("seed", expected: "a whole number from 0") { UInt64($0) }

  // Training.
  static let workers = Setting.wholeNumber("workers", in: 1...1024)
  static let shard = Setting("shard", expected: "index/count such as 0/4, the index from 0") {
    Shard(parsing: $0)
  }
  static let customerTimeout = Setting.duration("customer-timeout")
  static let workerMemory = Setting.bytes("worker-memory")
  static let maximumFailed = Setting(
    "max-failed", expected: "a share such as 20% or 0.2", parse: Share.parse)
  static let restart = Setting.flag("restart")
  static let onlyFailed = Setting.flag("only-failed")
  static let deadline = Setting(
    "deadline", expected: "a time of day such as 04:00, or one such as 2024-03-01T04:00:00Z",
    parse: Deadline.init(parsing:))
  static let stageRule = "at most 64 letters, digits, '.', '-' and '_', no '.' or '-' first"
  static let stage = Setting("stage", expected: stageRule) { StageName($0) }
  static let keepPrevious = Setting.wholeNumber("keep-previous", in: 0...1_000_000)
  static let allowFailures = Setting.flag("allow-failures")

  // Nights.
  static let refitEvery = Setting.duration("refit-every")
  static let maximumMissing = Setting(
    "max-missing", expected: "a share such as 10% or 0.1", parse: Share.parse)
  static let verifyContent = Setting.flag("verify-content")

  // The model, in Prophet's words.
  static let growth = Setting.choice("growth", of: Growth.self)
  static let changepoints = Setting(
    "changepoints", reading: { text throws(SettingProblem) in try ChangepointDates(text).times })
  static let changepointCount = Setting.wholeNumber("n-changepoints", in: 0...100)
  static let changepointPriorScale = Setting.number("changepoint-prior-scale", in: 1e-6...1e6)
  static let seasonalityMode = Setting.choice("seasonality-mode", of: SeasonalityMode.self)
  static let seasonalityPriorScale = Setting.number("seasonality-prior-scale", in: 1e-6...1e6)
  static let yearlySeasonality = Setting.choice("yearly-seasonality", of: SeasonalityChoice.self)
  static let weeklySeasonality = Setting.choice("weekly-seasonality", of: SeasonalityChoice.self)
  static let dailySeasonality = Setting.choice("daily-seasonality", of: SeasonalityChoice.self)
  static let intervalWidth = Setting(
    "interval-width",
    reading: { text throws(PredictionLevelError) in try PredictionLevels.level(text) })

  // Seasonalities, holidays and regressors.
  static let seasonalities = Setting(
    "add-seasonality", reading: { text throws(SettingProblem) in try SeasonalityList(text).values })
  static let regressors = Setting(
    "add-regressor", reading: { text throws(SettingProblem) in try RegressorList(text).values })
  static let holidays = Setting.text("holidays", expected: "a file's path")
  static let holidaysPriorScale = Setting.number("holidays-prior-scale", in: 1e-6...1e6)
  static let future = Setting.text("future", expected: "the path of a folder or file")

  // Reading.
  static let strict = Setting.flag("strict")
  static let timeColumn = Setting.text("time-column", expected: "a column's name")
  static let valueColumn = Setting.text("value-column", expected: "a column's name")
  static let customerColumn = Setting.text("customer-column", expected: "a column's name")
  static let maximumInputBytes = Setting.bytes("max-input-bytes")

  // Reports.
  static let run = Setting.wholeNumber("run", in: 1...Int.max)
  static let staleAfter = Setting.duration("stale-after")

  // Serving.
  static let host = Setting.text("host", expected: "an address such as 127.0.0.1")
  static let port = Setting.wholeNumber("port", in: 0...65_535)
  static let cacheBytes = Setting.bytes("cache-bytes")
  static let maximumBodyBytes = Setting.bytes("max-body-bytes")
  static let modelsRoot = Setting.text("models-root", expected: "a folder's path")
  static let endpointName = Setting.text("endpoint-name", expected: "an endpoint's name")
  static let logFormat = Setting.choice("log-format", of: LogFormat.self)
  static let logLevel = Setting.choice("log-level", of: Logger.Level.self)
  static let slowRequest = Setting.span("slow-request")
  static let drainDelay = Setting.span("drain-delay")
  static let drainTimeout = Setting.span("drain-timeout")
  static let concurrentReads = Setting.wholeNumber("concurrent-reads", in: 1...1024)
  static let queuedReads = Setting.wholeNumber("queued-reads", in: 0...1_000_000)
  static let auth = Setting.text("auth", expected: "a file's path")
  static let insecure = Setting.flag("insecure")

  // Limits of serving.
  static let maximumBatchBytes = Setting.bytes("max-batch-bytes")
  static let maximumTotalBodyBytes = Setting.bytes("max-total-body-bytes")
  static let maximumLineBytes = Setting.bytes("max-line-bytes")
  static let maximumHeaderBytes = Setting.bytes("max-header-bytes")
  static let maximumHeaders = Setting.wholeNumber("max-headers", in: 1...10_000)
  static let maximumConnections = Setting.wholeNumber("max-connections", in: 1...1_000_000)
  static let headTimeout = Setting.duration("head-timeout")
  static let minimumBodyRate = Setting.bytes("min-body-rate")
  static let bodyGrace = Setting.duration("body-grace")
  static let requestTimeout = Setting.duration("request-timeout")
  static let writeTimeout = Setting.duration("write-timeout")
  static let idleTimeout = Setting.duration("idle-timeout")
}
