import ArgumentParser
import Forecasting

/// What the models should be, in Prophet's words.
struct ModelFlags: ParsableArguments {
  @Option(help: "What the models should be best at: 28, 7d, 48h (default: by the interval).")
  var horizon: String?

  @Option(help: "linear or flat (default: linear).")
  var growth: String?

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

  var flags: [String: String?] {
    [
      Catalogue.horizon.name: horizon,
      Catalogue.growth.name: growth,
      Catalogue.changepoints.name: nChangepoints,
      Catalogue.changepointPriorScale.name: changepointPriorScale,
      Catalogue.seasonalityMode.name: seasonalityMode,
      Catalogue.seasonalityPriorScale.name: seasonalityPriorScale,
      Catalogue.yearlySeasonality.name: yearlySeasonality,
      Catalogue.weeklySeasonality.name: weeklySeasonality,
      Catalogue.dailySeasonality.name: dailySeasonality,
    ]
  }

  static func specification(from settings: Settings) throws -> ModelSpec {
    let standard = ModelSpec()
    return ModelSpec(
      horizon: try settings.value(Catalogue.horizon),
      growth: try settings.value(Catalogue.growth, default: standard.growth),
      changepoints: try Changepoints(
        count: try settings.value(
          Catalogue.changepoints, default: standard.changepoints.count),
        priorScale: try settings.value(
          Catalogue.changepointPriorScale, default: standard.changepoints.priorScale)),
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
  }
}
