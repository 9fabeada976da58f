/// One field of a record: a range of the bytes, without the quotes around it and the blanks around
/// and in them.
///
/// Doubled quotes inside a quoted field stay doubled.
package struct CSVField {
  package let start: Int
  package let end: Int
  package let isQuoted: Bool
  /// Whether the record ends behind it.
  package let endsRecord: Bool

  package init(start: Int, end: Int, isQuoted: Bool, endsRecord: Bool) {
    self.start = start
    self.end = end
    self.isQuoted = isQuoted
    self.endsRecord = endsRecord
  }

  package var isEmpty: Bool { start == end }
}

/// Cuts bytes into fields, one after the other.
///
/// A quoted field may hold separators, line ends and doubled quotes. `\r\n` ends a record as `\n`
/// does; a lone `\r` is text.
package struct FieldScanner {
  package let separator: UInt8
  /// Of the next field's first byte.
  package var position: Int
  /// Of `position`, from 1.
  package var line: Int

  package init(separator: UInt8, position: Int, line: Int) {
    self.separator = separator
    self.position = position
    self.line = line
  }

  /// The field at `position`, which moves on behind it.
  ///
  /// - Parameter bytes: The same at every call.
  /// - Returns: An empty field that ends the record where no bytes are left.
  /// - Throws: `openQuote` or `textAfterQuote`
  package mutating func next(in bytes: Span<UInt8>) throws(CSVError) -> CSVField {
    let start = skipBlanks(bytes, from: position)
    if start < bytes.count, bytes[start] == .quote { return try quoted(in: bytes, from: start + 1) }
    var stop = start
    while stop < bytes.count, bytes[stop] != separator, bytes[stop] != .newline { stop += 1 }
    var end = stop
    if end > start, stop == bytes.count || bytes[stop] == .newline,
      bytes[end - 1] == .carriageReturn
    {
      end -= 1
    }
    return field(start, end, isQuoted: false, stop: stop, in: bytes)
  }

  private mutating func quoted(in bytes: Span<UInt8>, from start: Int) throws(CSVError) -> CSVField
  {
    let openingLine = line
    var end = start
    while true {
      guard end < bytes.count else { throw .openQuote(line: openingLine) }
      if bytes[end] == .quote {
        guard end + 1 < bytes.count, bytes[end + 1] == .quote else { break }
        end += 1
      } else if bytes[end] == .newline {
        line += 1
      }
      end += 1
    }
    var stop = skipBlanks(bytes, from: end + 1)
    if stop < bytes.count, bytes[stop] == .carriageReturn { stop += 1 }
    guard stop == bytes.count || bytes[stop] == separator || bytes[stop] == .newline else {
      throw .textAfterQuote(line: line)
    }
    return field(start, end, isQuoted: true, stop: stop, in: bytes)
  }

  private mutating func field(
    _ start: Int, _ end: Int, isQuoted: Bool, stop: Int, in bytes: Span<UInt8>
  ) -> CSVField {
    let endsRecord = stop == bytes.count || bytes[stop] == .newline
    if stop < bytes.count, endsRecord { line += 1 }
    position = min(stop + 1, bytes.count)
    var end = end
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    let start = min(skipBlanks(bytes, from: start), end)
    return CSVField(start: start, end: end, isQuoted: isQuoted, endsRecord: endsRecord)
  }

  private func skipBlanks(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var place = start
    while place < bytes.count, isBlank(bytes[place]) { place += 1 }
    return place
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == .space || byte == .tab && separator != .tab
  }
}

extension UInt8 {
  package static let quote = UInt8(ascii: "\"")
  package static let newline = UInt8(ascii: "\n")
  package static let carriageReturn = UInt8(ascii: "\r")
  package static let space = UInt8(ascii: " ")
  package static let tab = UInt8(ascii: "\t")
  package static let comma = UInt8(ascii: ",")
}
