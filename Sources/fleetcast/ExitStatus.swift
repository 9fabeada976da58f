/// How a command ends; scripts rely on these numbers.
enum ExitStatus: Int32, Error {
  case done = 0
  /// The run failed, or every customer did, or the asked-for customer does not exist.
  case failed = 1
  /// Wrong usage or configuration, or the data folder is missing or empty.
  case usage = 2
  /// Done, but some customers failed.
  case someCustomersFailed = 3
  /// Another run is active: try later.
  case busy = 4
  /// `--deadline` came before the last customer; the same command goes on with the rest.
  case deadline = 5
  /// SIGINT or SIGTERM came; what was done is kept.
  case interrupted = 130
}

/// A command that cannot go on: one sentence for the user, one code for scripts.
struct CommandFailure: Error {
  let status: ExitStatus
  let message: String
}
