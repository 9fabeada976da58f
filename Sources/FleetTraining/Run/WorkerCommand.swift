/// How a worker process is started.
public struct WorkerCommand: Hashable, Sendable {
  public var executable: String
  public var arguments: [String]

  public init(executable: String, arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }

  /// This program's own executable, with its hidden command.
  public static let own = WorkerCommand(executable: "/proc/self/exe", arguments: ["worker"])
}
