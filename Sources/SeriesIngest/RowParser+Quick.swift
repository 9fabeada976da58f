import DecimalNumbers

extension RowParser {
  /// The row at `start`, if it has no quotes, no blanks, no words and no fault.
  ///
  /// - Returns: The row and where the next begins.
  @inline(__always)
  mutating func quickRow(_ bytes: Span<UInt8>, from start: Int) -> (ParsedRow, end: Int)? {
    guard let quickPrefix, bytes.hasPrefix(quickPrefix, at: start),
      let time = times.quick(
        bytes, from: start + quickPrefix.count, separator: layout.separator),
      time.end < bytes.count, bytes[time.end] == layout.separator
    else { return nil }
    var place = time.end + 1
    if let end = bytes.recordEnd(at: place) {
      return (ParsedRow(seconds: time.seconds, value: .nan), end)
    }
    guard let number = DecimalScanner.scan(bytes, from: place), number.value.isFinite else {
      return nil
    }
    place = number.end
    guard let end = bytes.recordEnd(at: place) else { return nil }
    return (ParsedRow(seconds: time.seconds, value: number.value), end)
  }
}

extension Span<UInt8> {
  /// Where the next record begins, if one ends right at `place`.
  @inline(__always)
  fileprivate func recordEnd(at place: Int) -> Int? {
    guard place < count else { return place }
    if self[place] == .newline { return place + 1 }
    guard self[place] == .carriageReturn else { return nil }
    if place + 1 == count { return place + 1 }
    return self[place + 1] == .newline ? place + 2 : nil
  }
}
