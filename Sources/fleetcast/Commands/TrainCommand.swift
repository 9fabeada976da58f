import ArgumentParser
import FleetTraining

/// `fleetcast train`: one model per customer of a folder.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train one model per customer of a folder.",
    discussion: """
      Stopped or killed at any moment, the same command goes on where it was. After a
      finished run it fits every customer anew, changed or not.

      Examples:
        fleetcast train
        fleetcast train mydata --artifacts models --horizon 14
        fleetcast train mydata --time-column when --value-column kwh --workers 4
        fleetcast train mydata --shard 0/10
        fleetcast train mydata --changepoints 2023-03-01,2023-06-01
        fleetcast train mydata --add-seasonality monthly:30.5:5
        fleetcast train mydata --add-seasonality summer_week:7:3:0.3:is_summer
        fleetcast train mydata --holidays holidays.csv --holidays-prior-scale 3
        fleetcast train mydata --add-regressor temperature --interval-width 0.9
        fleetcast train mydata --add-regressor price:0.5 --future prices
        fleetcast train mydata --customers list.txt --dry-run
        fleetcast train mydata --horizon 14 --stage trial
        fleetcast train mydata --deadline 04:00

      docs/model-options.md has each option of the model.
      """)

  @Argument(help: "Folder with one <customer>.csv or .csv.gz a customer (default: data).")
  var data: String?

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption
  @OptionGroup(title: "Running") var running: RunFlags
  @OptionGroup(title: "The model") var model: ModelFlags
  @OptionGroup(title: "Seasonalities, holidays and regressors") var features: FeatureFlags
  @OptionGroup(title: "Reading") var reading: ReadingFlags

  @Option(
    name: .customLong("customers"), help: "Train only the customers named in this file, one a line."
  )
  var customersFile: String?

  @Option(
    help: "Train beside the served models, which stay; 'runs promote' brings these in by this name."
  )
  var stage: String?

  @Flag(help: "Only say how many customers would be trained, and why; nothing is changed.")
  var dryRun = false

  @Flag(help: "Print the report as JSON.")
  var json = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, running.flags, model.flags, features.flags,
      reading.flags,
      [
        Catalogue.data.name: data, Catalogue.stage.name: stage,
        Catalogue.json.name: json ? "true" : nil,
      ],
    ])
    var training = try TrainingCall.settings(settings)
    training.stage = try settings.value(Catalogue.stage)
    if let customersFile { training.customers = try CustomersFile.read(customersFile) }
    try await TrainingCall(training, settings).run(dryRun: dryRun)
  }
}

extension TrainingError {
  var exitStatus: ExitStatus {
    switch self {
    case .anotherRunActive, .folderIsRead: .busy
    case .interrupted: .interrupted
    case .deadlineOver: .deadline
    case .dataFolder, .emptyShard, .noEarlierRun, .overtaken, .outcomesForgotten,
      .artifactsNoFolder, .noFleet:
      .usage
    case .artifactsFolderUnusable, .tooManyFailures, .tooManyMissing, .workersKeepDying, .worker,
      .fileSystem, .registry, .archiveExists, .actuals:
      .failed
    }
  }
}
