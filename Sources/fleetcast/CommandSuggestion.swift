import ArgumentParser

/// What is said of a word where a command was expected.
struct CommandSuggestion: CustomStringConvertible {
  private let word: String
  /// Of the commands there are, the one that was most likely meant.
  private let nearest: String?
  /// What stands before the word, such as `fleetcast runs`.
  private let parents: String

  /// Nil where every word of the command line that names a command is one.
  ///
  /// - Parameters:
  ///   - arguments: Without the program's own name.
  ///   - root: The program.
  /// - Returns: What to say of the first that does not.
  static func find(
    in arguments: [String], of root: any ParsableCommand.Type
  ) -> CommandSuggestion? {
    var subcommands = root.configuration.subcommands
    var parents = root._commandName
    for argument in arguments {
      guard !subcommands.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return nil }
      guard let next = subcommands.first(where: { $0._commandName == argument }) else {
        let names = subcommands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
        return CommandSuggestion(
          word: argument, nearest: fleetcast.nearest(to: argument, in: names), parents: parents)
      }
      subcommands = next.configuration.subcommands
      parents += " " + argument
    }
    return nil
  }

  var description: String {
    "there is no command '\(word)'"
      + (nearest.map { "; did you mean '\(parents) \($0)'?" }
        ?? "; '\(parents) --help' lists those there are")
  }
}
