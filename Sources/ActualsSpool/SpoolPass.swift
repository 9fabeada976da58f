public import Customers
import FileSystem

/// One pass over all that waits when it begins, in parts that bound the memory.
///
/// What is kept of it is written beside the spool as the pass goes on; `finish` puts that in the
/// spool's place, with what came meanwhile. Without it the spool stays as it was. One pass at a time:
/// its caller holds the run's lock, or keeps nothing.
public struct SpoolPass: ~Copyable {
  private let spool: ActualsSpool
  private let file: RegularFile
  /// Of what waited when the pass began, in bytes.
  private let end: Int64
  private let parts: Int
  private var part = 0
  private var output: OutputFile?
  /// Not written yet.
  private var kept: [UInt8] = []

  /// Of the spool's file: customers are dealt to as many parts as this goes into it.
  static let partBytes: Int64 = 4 << 20
  private static let chunkBytes = 1 << 20

  /// - Parameters:
  ///   - spool: Whose file is there.
  ///   - file: Its file.
  ///   - partBytes: About so much of it is in memory at a time.
  init(_ spool: ActualsSpool, file: consuming RegularFile, partBytes: Int64) {
    self.spool = spool
    end = file.identity.sizeBytes
    parts = max(1, Int((end + partBytes - 1) / partBytes))
    self.file = file
  }

  /// Some more of the customers for whom anything waits, each in one part only.
  ///
  /// - Returns: At least one, in the order of their names; nil where there are no more.
  /// - Throws: What the file system says. Lines that are torn, or stand for nothing, are passed over.
  public mutating func next() throws(ActualsSpoolError) -> [WaitingActuals]? {
    while part < parts {
      var found: [CustomerID: [Entry]] = [:]
      let (part, parts) = (part, parts)
      self.part += 1
      var order: UInt32 = 0
      try forEachLine { line in
        guard parts == 1 || Self.part(of: line, among: parts) == part,
          let read = ActualLine(parsing: line)
        else { return }
        found[read.actual.customer, default: []].append(Entry(read, order: order))
        order += 1
      }
      guard found.isEmpty else {
        return found.map { Self.latest($1, of: $0) }.sorted { $0.customer < $1.customer }
      }
    }
    return nil
  }

  private struct Entry {
    let row: WaitingActuals.Row
    let order: UInt32

    init(_ line: ActualLine, order: UInt32) {
      row = WaitingActuals.Row(
        timestamp: line.actual.timestamp, value: line.actual.value,
        receivedSeconds: line.receivedSeconds)
      self.order = order
    }
  }

  /// Of each time the row that came last.
  private static func latest(
    _ entries: [Entry], of customer: CustomerID
  ) -> WaitingActuals {
    let sorted = entries.sorted {
      ($0.row.timestamp, $0.order) < ($1.row.timestamp, $1.order)
    }
    var rows: [WaitingActuals.Row] = []
    for entry in sorted {
      if rows.last?.timestamp == entry.row.timestamp { rows.removeLast() }
      rows.append(entry.row)
    }
    return WaitingActuals(customer: customer, rows: rows)
  }

  /// By a hash of the customer's name (FNV-1a).
  private static func part(of line: ArraySlice<UInt8>, among parts: Int) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in line {
      if byte == UInt8(ascii: ",") { break }
      hash = (hash ^ UInt32(byte)) &* 16_777_619
    }
    return Int(hash) % parts
  }

  // The last line may be one that is not whole, which only its end would tell.
  private func forEachLine(
    _ body: (ArraySlice<UInt8>) -> Void
  ) throws(ActualsSpoolError) {
    var rest: [UInt8] = []
    var offset: Int64 = 0
    while offset < end {
      let chunk: [UInt8]
      do throws(RegularFileError) {
        chunk = try file.read(at: offset, count: min(Self.chunkBytes, Int(end - offset)))
      } catch {
        throw .unreadable(error)
      }
      guard !chunk.isEmpty else { return }
      offset += Int64(chunk.count)
      rest += chunk
      var start = 0
      while let newline = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        if newline > start { body(rest[start..<newline]) }
        start = newline + 1
      }
      rest.removeSubrange(..<start)
    }
  }

  /// Lets rows wait on.
  ///
  /// - Parameters:
  ///   - rows: Of the part that came last.
  ///   - customer: Whose.
  /// - Throws: What the file system says.
  public mutating func keep(
    _ rows: some Sequence<WaitingActuals.Row>, of customer: CustomerID
  ) throws(ActualsSpoolError) {
    for row in rows {
      ActualLine(
        Actual(customer: customer, timestamp: row.timestamp, value: row.value),
        receivedSeconds: row.receivedSeconds
      ).append(to: &kept)
    }
    if kept.count >= Self.chunkBytes { try flush() }
  }

  private mutating func flush() throws(ActualsSpoolError) {
    let path = spool.nextFile
    do throws(FileSystemError) {
      if output == nil { output = try OutputFile(path, from: .empty) }
      try output?.write(kept)
    } catch {
      throw .system(error)
    }
    kept.removeAll(keepingCapacity: true)
  }

  /// Drops all that was not kept; what came since the pass began waits on.
  ///
  /// - Throws: What the file system says; the spool is then as it was.
  public consuming func finish() throws(ActualsSpoolError) {
    try flush()
    try spool.replaceFile(from: end)
  }
}
