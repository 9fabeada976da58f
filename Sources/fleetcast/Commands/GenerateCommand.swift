import ArgumentParser
import FleetData

/// `fleetcast generate`: an example fleet.
struct GenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write an example fleet of energy customers.",
    usage: "fleetcast generate [<options>]",
    discussion: """
      A yearly sine around a level, a weekly shape and noise; the same call gives the
      same bytes.

      Examples:
        fleetcast generate --customers 1000 --out mydata
        fleetcast generate --customers 50 --step 1h --days 90 --seed 7 --out hourly
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "How many customers, named 1, 2, 3, …")
  var customers: String?

  @Option(help: "Folder to write to (default: the data folder, data).")
  var out: String?

  @Option(help: "Length of the history in days (default: 365).")
  var days: String?

  @Option(help: "1d or 1h (default: 1d).")
  var step: String?

  @Option(help: "First day (default: 2022-01-01).")
  var from: String?

  @Option(help: "Standard deviation of the noise, relative to the value (default: 0.02).")
  var noise: String?

  @Option(help: "How far a week's days differ, relative to the value (default: 0.02 to 0.06).")
  var weekly: String?

  @Option(help: "Relative change a year (default: 0).")
  var trend: String?

  @Option(help: "Another number gives another fleet (default: 1).")
  var seed: String?

  @Flag(help: "Write into a folder that holds customers already; same names are replaced.")
  var force = false

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags,
      [
        Catalogue.customers.name: customers, Catalogue.out.name: out, Catalogue.days.name: days,
        Catalogue.step.name: step, Catalogue.from.name: from, Catalogue.noise.name: noise,
        Catalogue.weekly.name: weekly, Catalogue.trend.name: trend, Catalogue.seed.name: seed,
      ],
    ])
    let options = try Self.options(settings)
    let folder = try DataDestination.path(from: settings)
    let signals = InterruptSignals.endingProcess()
    defer { _ = consume signals }
    do {
      try EnergyFleetGenerator(options).write(to: folder, force: force)
    } catch {
      throw CommandFailure(status: error.exitStatus, message: error.description)
    }
    if try !settings.value(Catalogue.quiet, default: false) {
      StandardError.write("\(NumberText.counted(options.customers, "customer")) in \(folder)")
    }
  }

  private static func options(_ settings: Settings) throws -> EnergyFleetOptions {
    guard let customers = try settings.value(Catalogue.customers) else {
      throw CommandFailure(status: .usage, message: "say how many: --customers 1000")
    }
    var options = EnergyFleetOptions(customers: customers)
    options.days = try settings.value(Catalogue.days, default: options.days)
    options.step = try settings.value(Catalogue.step, default: options.step)
    options.start = try settings.value(Catalogue.from, default: options.start)
    options.noise = try settings.value(Catalogue.noise, default: options.noise)
    options.weeklyAmplitude = try settings.value(Catalogue.weekly)
    options.yearlyTrend = try settings.value(Catalogue.trend, default: options.yearlyTrend)
    options.seed = try settings.value(Catalogue.seed, default: options.seed)
    return options
  }
}

extension FleetDataError {
  var exitStatus: ExitStatus {
    switch self {
    case .outOfRange, .folderInUse, .badContent, .badRow: .usage
    case .splitRunning: .busy
    case .system, .badGzip: .failed
    }
  }
}
