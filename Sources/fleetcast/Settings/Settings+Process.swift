import Foundation

extension Settings {
  /// The settings of this process: its flags, its environment, the `fleetcast.yaml` of its folder.
  ///
  /// Variables that look like settings and are none are named on stderr.
  static func resolved(flags: [[String: String?]]) throws(SettingsError) -> Settings {
    let environment = ProcessInfo.processInfo.environment
    for (name, nearest) in unknownVariables(in: environment) {
      let hint = nearest.map { "; did you mean \($0)?" } ?? ""
      StandardError.write("fleetcast: warning: \(name) is no setting\(hint)")
    }
    return try Settings(
      flags: flags.reduce(into: [:]) { merged, flags in
        merged.merge(flags) { first, _ in first }
      },
      environment: environment,
      defaultFileExists: FileManager.default.fileExists(atPath: defaultFile))
  }

  /// The value of a setting that has a default.
  func value<Value>(_ setting: Setting<Value>, default fallback: Value) throws(SettingsError)
    -> Value
  {
    try value(setting) ?? fallback
  }
}
