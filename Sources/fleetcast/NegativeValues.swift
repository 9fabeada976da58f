/// Negative numbers as values of options.
///
/// The parser takes `--horizon -5` for an option without a value, and says that a value is missing,
/// though nothing here has a name that is a number.
enum NegativeValues {
  /// The same command line with `--horizon=-5`.
  static func joined(_ arguments: [String]) -> [String] {
    var joined: [String] = []
    for (index, argument) in arguments.enumerated() {
      // Behind it nothing is an option.
      if argument == "--" { return joined + arguments[index...] }
      if let last = joined.last, isOption(last), isNegative(argument) {
        joined[joined.count - 1] = "\(last)=\(argument)"
      } else {
        joined.append(argument)
      }
    }
    return joined
  }

  private static func isOption(_ argument: String) -> Bool {
    argument.wholeMatch(of: /--[a-z][a-z\-]*/) != nil
  }

  private static func isNegative(_ argument: String) -> Bool {
    argument.prefixMatch(of: /-\.?[0-9]/) != nil
  }
}
