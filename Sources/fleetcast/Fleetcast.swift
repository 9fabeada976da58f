import ArgumentParser
import Glibc

/// `fleetcast`: parses the command line, runs a command, ends with its exit code.
@main
struct Fleetcast: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleetcast",
    abstract: "One forecasting model per customer: trained by the thousand, served by ID.",
    discussion: """
      Examples:
        fleetcast generate --customers 100 --out data
        fleetcast train data
        fleetcast forecast 8 --horizon 14
        fleetcast serve

      Options can also be set by environment variables (--cache-bytes by
      FLEETCAST_CACHE_BYTES) or in fleetcast.yaml (cache-bytes: 256MB); the flag
      wins, then the variable, then the file. Of the command line alone are
      --dry-run, --force, --remove-new, --customer, train's --customers, and
      --failed, --warnings, --stale, --missing, --verify and --watch of status, and
      --keep of runs prune; --config may be a variable too.

      Exit codes: 0 done; 1 failed; 2 wrong usage or no data; 3 some customers
      failed; 4 another run is active; 5 deadline reached; 130 interrupted.
      """,
    version: "fleetcast \(Version.current)",
    subcommands: [
      GenerateCommand.self, SplitCommand.self, TrainCommand.self, RetrainCommand.self,
      ForecastCommand.self, ExportCommand.self, EvaluateCommand.self, ServeCommand.self,
      TokenCommand.self, StatusCommand.self, ActualsCommand.self, RunsCommand.self,
      ProphetCommand.self,
      RemoveCommand.self, WorkerCommand.self, EvaluationWorkerCommand.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot(NegativeValues.joined(Array(CommandLine.arguments.dropFirst())))
      if var asyncCommand = command as? any AsyncParsableCommand {
        try await asyncCommand.run()
      } else {
        try command.run()
      }
    } catch {
      Glibc.exit(report(error))
    }
  }

  /// Says what went wrong on stderr (help and version on stdout); the exit code to end with.
  private static func report(_ error: any Error) -> Int32 {
    switch error {
    case let status as ExitStatus:
      return status.rawValue
    case let failure as CommandFailure:
      StandardError.write("fleetcast: \(failure.message)")
      return failure.status.rawValue
    case let error as SettingsError:
      StandardError.write("fleetcast: \(error)")
      return ExitStatus.usage.rawValue
    default:
      guard exitCode(for: error) != .success else {
        print(fullMessage(for: error))
        return ExitStatus.done.rawValue
      }
      let arguments = Array(CommandLine.arguments.dropFirst())
      if let suggestion = CommandSuggestion.find(in: arguments, of: self) {
        StandardError.write("fleetcast: \(suggestion)")
        return ExitStatus.usage.rawValue
      }
      StandardError.write(fullMessage(for: error))
      return (exitCode(for: error) == .validationFailure ? ExitStatus.usage : .failed).rawValue
    }
  }
}
