import ArgumentParser
import Forecasting

/// What the models should be, in Prophet's words.
struct ModelFlags: ParsableArguments {
  @Option(help: "What the models should be best at: 28, 7d, 48h (default: by the interval).")
  var horizon: String?

  @Option(help: "linear or flat (default: linear).")
  var growth: String?

  @Option(help: "Dates at which the trend may bend, between commas (default: evenly spaced).")
  var changepoints: String?

  @Option(help: "Most changepoints of the trend, 0 to 100 (default: 20).")
  var nChangepoints: String?

  @Option(help: "How readily the trend bends (default: 0.1).")
  var changepointPriorScale: String?

  @Option(help: "auto, additive or multiplicative (default: auto, weighted by held-back error).")
  var seasonalityMode: String?

  @Option(help: "How large seasonalities may be (default: 1).")
  var seasonalityPriorScale: String?

  @Option(help: "auto, on or off (default: auto, by the length of the history).")
  var yearlySeasonality: String?

  @Option(help: "auto, on or off (default: auto).")
  var weeklySeasonality: String?

  @Option(help: "auto, on or off (default: auto).")
  var dailySeasonality: String?

  @Option(help: "Level of a forecast's interval where none is asked for (default: 0.8).")
  var intervalWidth: String?

  var flags: [String: String?] {
    [
      Catalogue.horizon.name: horizon,
      Catalogue.growth.name: growth,
      Catalogue.changepoints.name: changepoints,
      Catalogue.changepointCount.name: nChangepoints,
      Catalogue.changepointPriorScale.name: changepointPriorScale,
      Catalogue.seasonalityMode.name: seasonalityMode,
      Catalogue.seasonalityPriorScale.name: seasonalityPriorScale,
      Catalogue.yearlySeasonality.name: yearlySeasonality,
      Catalogue.weeklySeasonality.name: weeklySeasonality,
      Catalogue.dailySeasonality.name: dailySeasonality,
      Catalogue.intervalWidth.name: intervalWidth,
    ]
  }

  static func specification(from settings: Settings) throws -> ModelSpec {
    let standard = ModelSpec()
    var specification = ModelSpec(
      horizon: try settings.value(Catalogue.horizon),
      growth: try settings.value(Catalogue.growth, default: standard.growth),
      changepoints: try changepoints(from: settings, standard.changepoints),
      seasonalities: try Seasonalities(
        mode: try settings.value(
          Catalogue.seasonalityMode, default: standard.seasonalities.mode),
        yearly: try settings.value(
          Catalogue.yearlySeasonality, default: standard.seasonalities.yearly),
        weekly: try settings.value(
          Catalogue.weeklySeasonality, default: standard.seasonalities.weekly),
        daily: try settings.value(
          Catalogue.dailySeasonality, default: standard.seasonalities.daily),
        priorScale: try settings.value(
          Catalogue.seasonalityPriorScale, default: standard.seasonalities.priorScale)))
    specification.intervalWidth = try settings.value(
      Catalogue.intervalWidth, default: standard.intervalWidth)
    return specification
  }

  private static func changepoints(
    from settings: Settings, _ standard: Changepoints
  ) throws -> Changepoints {
    let priorScale = try settings.value(
      Catalogue.changepointPriorScale, default: standard.priorScale)
    let count = try settings.value(Catalogue.changepointCount)
    guard let dates = try settings.value(Catalogue.changepoints) else {
      return try Changepoints(count: count ?? standard.count, priorScale: priorScale)
    }
    guard count == nil else {
      throw CommandFailure(
        status: .usage, message: "--changepoints and --n-changepoints exclude each other; give one")
    }
    return try Changepoints(dates: dates, priorScale: priorScale)
  }
}
