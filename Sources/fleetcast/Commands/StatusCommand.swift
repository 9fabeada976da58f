import ArgumentParser
import FleetTraining
import ModelRegistry

/// `fleetcast status`: what the last run did, who failed, how fresh the data are.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the last run: counts, failures by reason, freshness, accuracy.",
    discussion: """
      Examples:
        fleetcast status
        fleetcast status --watch
        fleetcast status --failed
        fleetcast status --stale --stale-after 2d --json
        fleetcast status --missing
        fleetcast status --drift
        fleetcast status --customer 8
        fleetcast status --verify
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Option(help: "Number of the run (default: the last one).")
  var run: String?

  @Flag(help: "Name every customer that failed, with its reason.")
  var failed = false

  @Flag(help: "Name the customers whose data end long before the newest.")
  var stale = false

  @Option(help: "How much older than the newest row counts as stale (default: 7d).")
  var staleAfter: String?

  @Flag(help: "Name the customers with a model whose file is gone, with since when.")
  var missing = false

  @Flag(help: "Name the customers whose data were remarkable, with what was.")
  var warnings = false

  @Flag(help: "Name the customers whose errors have left their own control limits.")
  var drift = false

  @Option(help: "What became of this customer in every run.")
  var customer: String?

  @Flag(help: "Show the status every second until no run is under way.")
  var watch = false

  @Flag(help: "Read the registry and every archive, and name what is damaged.")
  var verify = false

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    let given = [failed, stale, missing, warnings, drift, customer != nil, watch, verify].count {
      $0
    }
    guard given <= 1 else {
      throw ValidationError(
        "--failed, --stale, --missing, --warnings, --drift, --customer, --watch and --verify exclude"
          + " each other; give one."
      )
    }
  }

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags,
      [
        Catalogue.run.name: run, Catalogue.staleAfter.name: staleAfter,
        Catalogue.json.name: json ? "true" : nil,
      ],
    ])
    let folder = try settings.value(Catalogue.artifacts, default: ArtifactsOption.defaultFolder)
    do {
      try await show(TrainingLayout(artifacts: folder), settings)
    } catch let error as RegistryError {
      throw CommandFailure(status: .failed, message: error.description)
    } catch let error as TrainingError {
      throw error.failure(CommandHint(settings))
    }
  }

  /// Nil where no list was asked for.
  private func list(
    _ registry: Registry, run: () throws -> Int64, staleAfter: Int64
  ) throws -> CustomerListing? {
    if failed { return .failed(registry, run: try run()) }
    if warnings { return .warned(registry, run: try run()) }
    if drift { return .drifted(registry) }
    if stale { return .stale(registry, after: staleAfter) }
    return missing ? .missing(registry) : nil
  }

  private func show(_ layout: TrainingLayout, _ settings: Settings) async throws {
    let asJSON = try settings.value(Catalogue.json, default: false)
    let staleSeconds = try settings.value(Catalogue.staleAfter, default: 7 * 86_400)
    let number = try settings.value(Catalogue.run)
    let registry = try Registry(readOnly: layout.registry)
    func report() throws -> StatusReport {
      try StatusReport(layout, registry, run: number, staleAfter: staleSeconds)
    }
    // Of a refused run there is nothing to list, unless it is asked for.
    func listedRun() throws -> Int64 {
      guard number == nil, let last = try registry.lastRunNotRefused() else {
        return try report().run.id
      }
      return last.id
    }
    if let list = try list(registry, run: listedRun, staleAfter: staleSeconds) {
      let hasAny = try list.print(json: asJSON)
      if !hasAny, try !settings.value(Catalogue.quiet, default: false) {
        StandardError.write(list.ifEmpty)
      }
    } else if let customer {
      try CustomerHistory(registry: registry, customer: customer).print(json: asJSON)
    } else if watch {
      try await StatusWatch(report: report).show(json: asJSON)
    } else if verify {
      let verification = try await VerificationReport(layout)
      try StandardOutput.write(
        line: asJSON ? try verification.json() : verification.text())
      if verification.status != .done { throw verification.status }
    } else {
      try StandardOutput.write(line: asJSON ? try report().json() : report().text())
    }
  }
}
