import ArgumentParser
import FleetTraining

/// What a night looks at, and when it is careful.
struct NightlyFlags: ParsableArguments {
  @Option(
    help: "Fit a model anew when its rows reach so far beyond its last full fit, such as 30d.")
  var refitEvery: String?

  @Option(help: "Refuse when the files of more of the known customers are gone (default: 10%).")
  var maxMissing: String?

  @Flag(
    help: "Read and compare every file as a whole, even where size and time say it is unchanged.")
  var verifyContent = false

  var flags: [String: String?] {
    [
      Catalogue.refitEvery.name: refitEvery,
      Catalogue.maximumMissing.name: maxMissing,
      Catalogue.verifyContent.name: verifyContent ? "true" : nil,
    ]
  }

  static func apply(_ settings: Settings, to training: inout TrainingSettings) throws {
    training.nightly.refitEverySeconds = try settings.value(Catalogue.refitEvery).map { Int64($0) }
    training.nightly.verifiesContent = try settings.value(Catalogue.verifyContent, default: false)
    if let share = try settings.value(Catalogue.maximumMissing) {
      training.maximumMissingShare = share
    }
  }
}
