/// The commands that messages tell the user to give: each with the options that it needs to speak of the
/// same fleet as this call, so that it can be copied.
struct CommandHint {
  private let options: String
  /// The folder that `train` reads, where this call was told another than its own.
  private let data: String

  init(_ settings: Settings) {
    options = [Catalogue.artifacts.name, Catalogue.config.name].map { name in
      settings.given(name).map { " --\(name) \(Self.quoted($0))" } ?? ""
    }.joined()
    data = settings.given(Catalogue.data.name).map { " \(Self.quoted($0))" } ?? ""
  }

  /// `'fleetcast train mydata --artifacts models'`.
  func train(_ more: String = "") -> String { self("train\(data)\(more)") }

  /// `'fleetcast retrain mydata --artifacts models'`.
  func retrain() -> String { self("retrain\(data)") }

  /// `'fleetcast status --failed --artifacts models'`.
  ///
  /// - Parameter command: Without the program's name and the options of this call.
  /// - Returns: Between quotes, as it stands in a sentence.
  func callAsFunction(_ command: String) -> String { "'fleetcast \(command)\(options)'" }

  /// As a shell reads it as one word, also within the sentence's quotes.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy {
      "/._-+=:,@%".utf8.contains($0) || $0 >= 0x80 || isASCIIAlphanumeric($0)
    }
    guard !isPlain || word.isEmpty else { return word }
    let escaped = word.unicodeScalars.map { scalar in
      switch scalar {
      case "\\", "\"", "$", "`": "\\\(scalar)"
      // Between double quotes a shell would take the backslash for itself.
      case "!": "\"\\!\""
      default: "\(scalar)"
      }
    }
    return "\"\(escaped.joined())\""
  }

  private static func isASCIIAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}
