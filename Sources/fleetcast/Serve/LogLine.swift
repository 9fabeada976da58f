import Forecasting
import JSONCoding
import Logging
import PrintableText

/// A line of the log.
///
/// Whatever stands in it, it is one line: control characters are escaped.
struct LogLine {
  /// Since 1970-01-01 UTC.
  let milliseconds: Int64
  let level: Logger.Level
  let message: String
  let metadata: Logger.Metadata

  func bytes(_ format: LogFormat) -> [UInt8] {
    switch format {
    case .text: Array(text.utf8)
    case .json: json
    }
  }

  /// For people.
  ///
  /// Such as `2024-03-01T10:00:00.000Z warning slow request customer=8 …`.
  private var text: String {
    let members = metadata.sorted { $0.key < $1.key }
      .map { " \($0.key.printable)=\(Self.text(of: $0.value))" }.joined()
    return "\(time) \(level.rawValue) \(message.printable)\(members)\n"
  }

  /// In quotes where it would not be told from what comes next.
  private static func text(of value: Logger.MetadataValue) -> String {
    let text = "\(value)".printable
    guard text.isEmpty || text.contains(where: { " =\"".contains($0) }) else { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("time")
      writer.string(time)
      writer.name("level")
      writer.string(level.rawValue)
      writer.name("message")
      writer.string(message)
      for (name, value) in metadata.sorted(by: { $0.key < $1.key }) {
        writer.name(name)
        Self.write(value, to: &writer)
      }
    }
    writer.lineFeed()
    return writer.bytes
  }

  private static func write(_ value: Logger.MetadataValue, to writer: inout JSONWriter) {
    switch value {
    case .string(let text): writer.string(text)
    case .stringConvertible(let number as Int): writer.integer(number)
    case .stringConvertible(let number as Double): writer.number(number)
    case .stringConvertible(let flag as Bool): writer.boolean(flag)
    case .stringConvertible(let other): writer.string("\(other)")
    case .array(let values):
      writer.array { writer in
        for value in values { write(value, to: &writer) }
      }
    case .dictionary(let members):
      writer.object { writer in
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
          writer.name(name)
          write(value, to: &writer)
        }
      }
    }
  }

  private var time: String {
    let (days, inDay) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    let date = CivilDate(daysSince1970: days)
    let seconds = Int(inDay / 1000)
    return Self.padded(date.year, 4) + "-" + Self.padded(date.month) + "-" + Self.padded(date.day)
      + "T" + Self.padded(seconds / 3600) + ":" + Self.padded(seconds / 60 % 60) + ":"
      + Self.padded(seconds % 60) + "." + Self.padded(Int(inDay % 1000), 3) + "Z"
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
