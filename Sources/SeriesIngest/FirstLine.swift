import PrintableText

/// The first line that is not blank: the separator, and a header or the first row.
package struct FirstLine {
  package let separator: UInt8
  package let line: Int
  package let range: Range<Int>
  /// Where the second line begins.
  package let nextStart: Int
  package let nextLine: Int
  /// The fields' texts, printable.
  package let fields: [String]

  /// The longest record, in bytes; a longer one is no row of a time and a value.
  package static let recordLimit = 1 << 20

  /// Finds the first line; a byte-order mark and blank lines before it are passed over.
  ///
  /// The separator is a tab where the line has one outside quotes, else a semicolon where it has
  /// one, else a comma.
  ///
  /// - Parameter bytes: From the file's beginning.
  /// - Throws: `emptyFile`, `notText`, `lineTooLong` or an error of quoting
  package init(of bytes: Span<UInt8>) throws(CSVError) {
    let (start, line) = try Self.start(in: bytes)
    var end = start
    while end < bytes.count, bytes[end] != .newline, end - start <= Self.recordLimit { end += 1 }
    guard end - start <= Self.recordLimit else {
      throw .lineTooLong(line: line, limitBytes: Self.recordLimit)
    }
    for index in start..<end where bytes[index] == 0 { throw .notText(line: line) }
    separator = Self.separator(of: bytes.extracting(start..<end))
    var scanner = FieldScanner(separator: separator, position: start, line: line)
    var fields: [String] = []
    while true {
      let field = try scanner.next(in: bytes)
      fields.append(bytes.text(field, limit: .max))
      if field.endsRecord { break }
    }
    self.fields = fields
    self.line = line
    range = start..<end
    nextStart = scanner.position
    nextLine = scanner.line
  }

  private static func start(in bytes: Span<UInt8>) throws(CSVError) -> (Int, line: Int) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var place = 0
    if bytes.count >= 3, mark.indices.allSatisfy({ bytes[$0] == mark[$0] }) { place = 3 }
    if bytes.count >= 2, bytes[0] ^ bytes[1] == 0x01, bytes[0] & bytes[1] == 0xFE {
      throw .notText(line: 1)  // FE FF or FF FE: the byte-order mark of UTF-16.
    }
    var start = place
    var line = 1
    while place < bytes.count {
      switch bytes[place] {
      case .newline:
        line += 1
        start = place + 1
      case .space, .carriageReturn, .tab: break
      default: return (start, line)
      }
      place += 1
    }
    throw .emptyFile
  }

  private static func separator(of line: Span<UInt8>) -> UInt8 {
    var isQuoted = false
    var best = UInt8.comma
    for index in line.indices {
      switch line[index] {
      case .quote: isQuoted.toggle()
      case .tab where !isQuoted: return .tab
      case UInt8(ascii: ";") where !isQuoted: best = UInt8(ascii: ";")
      default: break
      }
    }
    return best
  }

  /// As it stands in the file, but for its quotes.
  var text: String { fields.joined(separator: String(UnicodeScalar(separator))) }

  /// The header's column for `role`.
  ///
  /// Names are compared without regard to the case of ASCII letters, but an exact match of
  /// `name` wins.
  ///
  /// - Parameters:
  ///   - role: What the column is for.
  ///   - name: The name that was told; the known names when nil.
  /// - Returns: Its index.
  /// - Throws: `missingColumn` or `ambiguousColumn`
  package func column(_ role: CSVError.ColumnRole, named name: String?) throws(CSVError) -> Int {
    if let name, let exact = fields.firstIndex(of: name.printable) { return exact }
    let wanted = name.map { [$0.printable.lowercased()] } ?? role.knownColumnNames
    let found = fields.indices.filter { wanted.contains(fields[$0].lowercased()) }
    guard let first = found.first else {
      throw .missingColumn(
        role, line: line, named: name?.printable,
        header: String(printable: text.utf8, limit: 200))
    }
    guard found.count == 1 else {
      let candidates = found.map { "'\(fields[$0])'" }.joined(separator: " and ")
      throw .ambiguousColumn(role, line: line, candidates: candidates)
    }
    return first
  }
}
