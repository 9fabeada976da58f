/// Prometheus' text format, version 0.0.4: one metric after another, each with its samples.
struct PrometheusText {
  enum Kind: String {
    case counter, gauge, histogram
  }

  typealias Label = (name: String, value: String)

  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var text = ""
  private var name = ""

  /// Begins a metric; its samples follow.
  mutating func metric(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  /// A metric without labels.
  mutating func metric(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    metric(name, kind, help)
    sample(value)
  }

  mutating func metric(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
    metric(name, kind, help, Double(value))
  }

  /// A sample of the metric that was begun last.
  ///
  /// - Parameters:
  ///   - value: Of the sample.
  ///   - suffix: Of the name, as histograms have it.
  ///   - labels: Names and values.
  mutating func sample(
    _ value: Double, suffix: String = "", _ labels: [Label] = []
  ) {
    text += name + suffix
    if !labels.isEmpty {
      let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      text += "{" + list.joined(separator: ",") + "}"
    }
    text += " " + Self.number(value) + "\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
