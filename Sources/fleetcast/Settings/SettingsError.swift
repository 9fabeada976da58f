/// What is wrong with the settings, and where it stands.
enum SettingsError: Error, Hashable {
  case fileMissing(path: String)
  case fileUnreadable(path: String, reason: String)
  case notYAML(path: String, reason: String)
  case notAMapping(path: String)
  case notAScalar(path: String, line: Int, key: String)
  case notAList(path: String, line: Int, key: String)
  case unknownKey(path: String, line: Int, key: String, nearest: String?)
  /// A flag that is for the command line alone.
  case notSettable(source: SettingsSource, name: String)
  /// Bodies that are allowed one by one are too large for all together.
  case bodiesDoNotFit(leastBytes: Int)
  case badValue(source: SettingsSource, name: String, SettingProblem)
}

/// Where a setting's value came from.
enum SettingsSource: Hashable, Sendable {
  case flag
  case environment
  case file(path: String)
}

extension SettingsError: CustomStringConvertible {
  var description: String {
    switch self {
    case .fileMissing(let path):
      "\(path): there is no such configuration file"
    case .fileUnreadable(let path, let reason):
      "the configuration file \(path) cannot be read: \(reason)"
    case .notYAML(let path, let reason):
      "\(path): is no valid YAML: \(reason)"
    case .notAMapping(let path):
      "\(path): expected lines of the form 'key: value'"
    case .notAScalar(let path, let line, let key):
      "\(path), line \(line): '\(key)' takes one value, not a list or a mapping"
    case .notAList(let path, let line, let key):
      "\(path), line \(line): '\(key)' takes one value or a list of values"
    case .unknownKey(let path, let line, let key, let nearest):
      "\(path), line \(line): unknown key '\(key)'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .notSettable(let source, let name):
      "\(source.named(name)): this cannot be set here; give --\(name) on the command line"
    case .bodiesDoNotFit(let leastBytes):
      "--max-total-body-bytes: must be at least \(leastBytes), the larger of --max-body-bytes and"
        + " twice --max-batch-bytes"
    case .badValue(let source, let name, let problem):
      "\(source.named(name)): \(problem.sentence)"
    }
  }
}

extension SettingsSource {
  /// How the user wrote the setting there.
  func named(_ name: String) -> String {
    switch self {
    case .flag: "--\(name)"
    case .environment: Settings.environmentName(of: name)
    case .file(let path): "\(path), key '\(name)'"
    }
  }
}
