import Forecasting

/// One thing a user can set: by flag, environment variable or `fleetcast.yaml`, under one name.
struct Setting<Value: Sendable>: Sendable {
  /// The flag's long name, which is also the key in `fleetcast.yaml`.
  let name: String
  /// Reads a value; throws a sentence on what is wrong with it.
  let parse: @Sendable (String) throws(SettingProblem) -> Value

  /// A setting whose values are described by `expected`: `a whole number from 1 to 1024`.
  init(_ name: String, expected: String, parse: @escaping @Sendable (String) -> Value?) {
    self.name = name
    self.parse = { text throws(SettingProblem) in
      guard let value = parse(text) else {
        throw SettingProblem("expected \(expected), found '\(text)'")
      }
      return value
    }
  }

  /// A setting whose type says itself what is wrong with a text.
  init<Failure: Error>(
    _ name: String, reading parse: @escaping @Sendable (String) throws(Failure) -> Value
  ) {
    self.name = name
    self.parse = { text throws(SettingProblem) in
      do { return try parse(text) } catch { throw SettingProblem("\(error)") }
    }
  }
}

/// What is wrong with a setting's value, as the end of a sentence that begins with its name.
struct SettingProblem: Error, Hashable, CustomStringConvertible {
  let sentence: String
  init(_ sentence: String) { self.sentence = sentence }

  var description: String { sentence }
}

extension Setting where Value == String {
  static func text(_ name: String, expected: String = "a text") -> Setting {
    Setting(name, expected: expected) { $0.isEmpty ? nil : $0 }
  }
}

extension Setting where Value == Bool {
  static func flag(_ name: String) -> Setting {
    Setting(name, expected: "true or false") { text in
      switch text.lowercased() {
      case "true", "yes", "on", "1": true
      case "false", "no", "off", "0": false
      default: nil
      }
    }
  }
}

extension Setting where Value == Int {
  static func wholeNumber(_ name: String, in range: ClosedRange<Int>) -> Setting {
    let bound = range.upperBound == .max ? "" : " to \(range.upperBound)"
    return Setting(name, expected: "a whole number from \(range.lowerBound)\(bound)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A number of bytes: `500000`, `256MB`, `1GiB`.
  static func bytes(_ name: String) -> Setting {
    Setting(name, expected: "a size such as 256MB or 1GiB") { ByteSize(parsing: $0)?.bytes }
  }
}

extension Setting where Value == Double {
  static func number(_ name: String, in range: ClosedRange<Double>) -> Setting {
    Setting(name, expected: "a number from \(range.lowerBound) to \(range.upperBound)") { text in
      // Hexadecimal would be read too.
      guard !text.contains("x") else { return nil }
      return Double(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

extension Setting where Value == Horizon {
  /// A length of history: `90` steps, `90d`.
  static func window(_ name: String) -> Setting {
    Setting(name, expected: "a number of steps such as 90, or a time such as 90d or 48h") {
      // What was expected is said above.
      try? Horizon($0, atMost: CrossValidation.maximumWindow)
    }
  }
}

extension Setting where Value == Int64 {
  /// A length of time, in seconds: `90s`, `15m`, `48h`, `7d`.
  static func duration(_ name: String) -> Setting {
    Setting(name, expected: "a length of time such as 90s, 48h or 7d") { text in
      // What was expected is said above.
      guard case .duration(let seconds)? = try? Horizon(text) else { return nil }
      return seconds
    }
  }

  /// A time, in seconds since 1970-01-01.
  static func time(_ name: String) -> Setting {
    Setting(name, expected: "a time such as 2024-03-01 or 2024-03-01T10:00:00") {
      TimestampText.parse($0)
    }
  }
}

extension Setting where Value == Duration {
  /// A short length of time: `250ms`, `1s`, `2m`.
  static func span(_ name: String) -> Setting {
    Setting(name, expected: "a length of time such as 250ms, 25s or 2m") { text in
      let digits = text.prefix { ("0"..."9").contains($0) }
      // A day is more than anything that is waited for here.
      guard let count = Int64(digits), count <= 86_400_000 else { return nil }
      switch text.dropFirst(digits.count) {
      case "ms": return .milliseconds(count)
      case "s": return .seconds(count)
      case "m": return .seconds(count * 60)
      default: return nil
      }
    }
  }
}

extension Setting where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  static func choice(_ name: String, of type: Value.Type) -> Setting {
    let expected = Value.allCases.map(\.rawValue).joined(separator: ", ")
    return Setting(name, expected: "one of " + expected) { Value(rawValue: $0) }
  }
}
