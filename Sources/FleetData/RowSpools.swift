import FileSystem
import SeriesIngest

/// Rows on their way from the long file to the customers' files, dealt by a hash of the customer.
///
/// A spool is lines of customer, time, value and what else there is, in memory until there are enough of them and then,
/// piece by piece, in a file.
struct RowSpools {
  private struct Spool {
    var lines: [UInt8] = []
    var isOnDisk = false
  }

  private let directory: Directory
  private var spools = [Spool](repeating: Spool(), count: 256)

  private let bufferBytes: Int

  /// Spools without lines.
  ///
  /// - Parameters:
  ///   - directory: Empty.
  ///   - memoryBytes: For the lines of all of them.
  init(in directory: Directory, memoryBytes: Int) {
    self.directory = directory
    bufferBytes = memoryBytes / spools.count
  }

  var indices: Range<Int> { spools.indices }

  mutating func append(
    _ customer: Span<UInt8>, _ fields: [CSVField], of bytes: Span<UInt8>
  ) throws(FileSystemError) {
    let index = Int(truncatingIfNeeded: ContentDigest(of: customer.bytes).low & 0xFF)
    spools[index].lines.append(customer)
    for field in fields {
      spools[index].lines.append(.comma)
      spools[index].lines.append(field, of: bytes)
    }
    spools[index].lines.append(.newline)
    guard spools[index].lines.count >= bufferBytes else { return }
    try OutputFile(path(of: index), from: .end).write(spools[index].lines)
    spools[index].lines.removeAll(keepingCapacity: true)
    spools[index].isOnDisk = true
  }

  /// Passes all lines of one spool on, in the order they came, and gives up what they took.
  ///
  /// - Parameters:
  ///   - index: Of the spool.
  ///   - body: Gets whole lines.
  /// - Throws: What `body` throws, or what the system says of the spool's file.
  mutating func drain(_ index: Int, _ body: (Span<UInt8>) throws(FileSystemError) -> Void)
    throws(FileSystemError)
  {
    if spools[index].isOnDisk {
      try Self.forEachPiece(of: path(of: index), body)
      try directory.remove("\(index)")
    }
    let lines = spools[index].lines
    spools[index] = Spool()
    try body(lines.span)
  }

  private func path(of index: Int) -> String { directory.path(of: "\(index)") }

  private static func forEachPiece(
    of path: String, _ body: (Span<UInt8>) throws(FileSystemError) -> Void
  ) throws(FileSystemError) {
    let file = try SequentialFile(opening: path)
    var buffer = [UInt8](repeating: 0, count: 4 << 20)
    var count = 0
    while true {
      count += try file.fill(&buffer, from: count)
      // Every line ends in a newline and is shorter than the buffer.
      guard let last = buffer[..<count].lastIndex(of: .newline) else { return }
      try body(buffer.span.extracting(0...last))
      let rest = count - (last + 1)
      buffer[0..<rest] = buffer[(last + 1)..<count]
      count = rest
    }
  }
}

extension [UInt8] {
  mutating func append(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  /// Appends a field of a comma-separated line, in quotes where it needs them; a line end in it
  /// becomes a blank, since a spool is read line by line.
  fileprivate mutating func append(_ field: CSVField, of bytes: Span<UInt8>) {
    let content = bytes.extracting(field.start..<field.end)
    let needsQuotes = content.indices.contains { index in
      content[index] == .comma || field.isQuoted && content[index] == .quote
    }
    guard needsQuotes || field.isQuoted else { return append(content) }
    if needsQuotes { append(.quote) }
    for index in content.indices {
      // Between quotes they are doubled already.
      if content[index] == .quote, !field.isQuoted { append(.quote) }
      append(content[index] == .newline ? .space : content[index])
    }
    if needsQuotes { append(.quote) }
  }
}
