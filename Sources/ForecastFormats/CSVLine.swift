/// One line of a CSV file.
public enum CSVLine {
  /// The fields between commas, with a line feed.
  ///
  /// - Parameter fields: Texts; put in quotes where they must be (RFC 4180).
  /// - Returns: UTF-8.
  public static func of(_ fields: [String]) -> [UInt8] {
    Array((fields.map(quoted).joined(separator: ",") + "\n").utf8)
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
