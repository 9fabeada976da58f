import ArgumentParser
import FleetTraining
import ModelRegistry

/// `fleetcast retrain`: every model brought up to date with what is new in its file.
struct RetrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrain",
    abstract: "Bring every model up to date: only what changed, only the new rows.",
    discussion: """
      Give the model's options as 'train' had them, best in fleetcast.yaml: customers
      whose model another specification made are fitted anew. Customers whose file is
      as it was cost one look at it. New customers are trained; those whose file is
      gone keep their model.

      Stopped or killed at any moment, the same command goes on where it was.

      Examples:
        fleetcast retrain
        fleetcast retrain mydata --artifacts models --horizon 14
        fleetcast retrain --refit-every 30d
        fleetcast retrain --max-missing 2% --verify-content
        fleetcast retrain --deadline 06:00
        fleetcast retrain --dry-run

      docs/operations.md has the whole night.
      """)

  @Argument(help: "Folder with one <customer>.csv or .csv.gz a customer (default: data).")
  var data: String?

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption
  @OptionGroup(title: "The night") var nightly: NightlyFlags
  @OptionGroup(title: "Running") var running: RunFlags
  @OptionGroup(title: "The model") var model: ModelFlags
  @OptionGroup(title: "Seasonalities, holidays and regressors") var features: FeatureFlags
  @OptionGroup(title: "Reading") var reading: ReadingFlags

  @Flag(help: "Only say what would become of how many customers; nothing is changed.")
  var dryRun = false

  @Flag(help: "Print the report as JSON.")
  var json = false

  // Else the parser would suggest --shard.
  @Option(help: .hidden) var stage: String?

  func validate() throws {
    guard stage == nil else {
      throw ValidationError(
        "'retrain' brings the served models up to date and has no --stage; 'train --stage NAME'"
          + " trains beside them.")
    }
  }

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, nightly.flags, running.flags, model.flags, features.flags,
      reading.flags,
      [Catalogue.data.name: data, Catalogue.json.name: json ? "true" : nil],
    ])
    var training = try TrainingCall.settings(settings)
    training.kind = .retrain
    try NightlyFlags.apply(settings, to: &training)
    try await TrainingCall(training, settings).run(dryRun: dryRun)
  }
}
