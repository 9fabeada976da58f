import Configuration

/// Every setting of one call, resolved one way: flag over environment variable over
/// `fleetcast.yaml` over the default that the command names.
struct Settings: Sendable {
  /// The configuration file that is read where none is named.
  static let defaultFile = "fleetcast.yaml"

  /// What flags and variables say, by setting name.
  private let given: [String: String]
  private let sources: [(source: SettingsSource, provider: any ConfigProvider)]

  /// - Parameters:
  ///   - flags: By setting name; nil where the flag was not given.
  ///   - environment: The process's variables; those that begin with `FLEETCAST_` count.
  ///   - defaultFileExists: Whether `fleetcast.yaml` is to be read where no file is named.
  /// - Throws: `SettingsError` where the configuration file cannot be used, or a variable has the
  ///   name of a flag that is for the command line alone.
  init(
    flags: [String: String?], environment: [String: String], defaultFileExists: Bool
  ) throws(SettingsError) {
    for name in Catalogue.commandLineNames.sorted() {
      guard environment[Self.environmentName(of: name), default: ""].isEmpty else {
        throw .notSettable(source: .environment, name: name)
      }
    }
    let flags = flags.compactMapValues { $0 }
    given = Dictionary(
      uniqueKeysWithValues: Catalogue.variableNames.compactMap { name in
        let variable = environment[Self.environmentName(of: name)]
        return (flags[name] ?? (variable?.isEmpty == true ? nil : variable)).map { (name, $0) }
      })
    let named = given[Catalogue.config.name]
    var sources: [(SettingsSource, any ConfigProvider)] = [
      (.flag, Self.provider(flags)),
      (.environment, EnvironmentVariablesProvider(environmentVariables: environment)),
    ]
    if let path = named ?? (defaultFileExists ? Self.defaultFile : nil) {
      let file = try ConfigurationFile(
        path: path, known: Catalogue.names,
        refused: Catalogue.commandLineNames.union([Catalogue.config.name]),
        lists: Catalogue.listNames)
      sources.append((.file(path: path), Self.provider(file.values)))
    }
    self.sources = sources
  }

  /// The value of the first source that has one; nil where none has.
  ///
  /// - Throws: `SettingsError.badValue`, naming the source, where that value is not of its kind.
  func value<Value>(_ setting: Setting<Value>) throws(SettingsError) -> Value? {
    for (source, provider) in sources {
      guard let text = Self.text(of: setting.name, source: source, in: provider) else { continue }
      do throws(SettingProblem) {
        return try setting.parse(text)
      } catch {
        throw .badValue(source: source, name: setting.name, error)
      }
    }
    return nil
  }

  /// What this call's flag or variable says, as it stands there; nil where neither does.
  func given(_ name: String) -> String? { given[name] }

  /// The variable that sets `name`: `cache-bytes` by `FLEETCAST_CACHE_BYTES`.
  static func environmentName(of name: String) -> String {
    "FLEETCAST_" + name.replacing("-", with: "_").uppercased()
  }

  /// Variables that look like settings and are none, each with the nearest that is.
  static func unknownVariables(
    in environment: [String: String]
  ) -> [(name: String, nearest: String?)] {
    let settable = Catalogue.variableNames
    let known = (settable + Catalogue.commandLineNames).map(environmentName)
    return environment.keys.filter { $0.hasPrefix("FLEETCAST_") && !known.contains($0) }.sorted()
      .map { name in
        let bare = name.dropFirst("FLEETCAST_".count).lowercased()
        return (name, nearest(to: bare, in: settable).map(environmentName))
      }
  }

  private static func provider(_ values: [String: String]) -> InMemoryProvider {
    InMemoryProvider(
      values: Dictionary(
        uniqueKeysWithValues: values.map { name, text in
          (AbsoluteConfigKey([name]), ConfigValue(.string(text), isSecret: false))
        }))
  }

  private static func text(
    of name: String, source: SettingsSource, in provider: any ConfigProvider
  ) -> String? {
    // The prefix belongs to the variable's name only: FLEETCAST_WORKERS is `workers` elsewhere.
    let key = source == .environment ? ["fleetcast", name] : [name]
    // A provider of texts throws only for a value that is no text, and all of these are.
    guard let result = try? provider.value(forKey: AbsoluteConfigKey(key), type: .string),
      case .string(let text)? = result.value?.content
    else { return nil }
    // Service managers and containers set a variable to nothing to unset it; but where nothing would
    // open the server, it is an error.
    let isUnset = text.isEmpty && source != .flag && name != Catalogue.auth.name
    return isUnset ? nil : text
  }
}
