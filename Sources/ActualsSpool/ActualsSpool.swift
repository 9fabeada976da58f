import FileSystem

/// Actuals that came ahead of the nightly files, in a file that is only ever appended to, or replaced
/// by a shorter one.
///
/// Any number of processes append at a time, one after the other; what was acknowledged outlives a
/// power cut. Of one customer's time the last value wins, so that to send something twice is to send it once.
public struct ActualsSpool: Sendable {
  /// The most bytes of the file, and so what reading it costs in memory.
  public static let maximumBytes: Int64 = 64 << 20

  private let folder: Directory
  private let limit: Int64

  /// - Parameters:
  ///   - folder: Created with the first actual.
  ///   - limit: The most bytes of the file.
  public init(folder: String, limit: Int64 = ActualsSpool.maximumBytes) {
    self.folder = Directory(folder)
    self.limit = limit
  }

  private var file: String { folder.path(of: "actuals.csv") }
  private var lockFile: String { folder.path(of: "lock") }

  /// Appends actuals; they are on the disk when this returns.
  ///
  /// - Parameter actuals: In the order in which they came.
  /// - Throws: `full` where there is no room for all of them, and then none was taken; or what the
  ///   file system says, and then some may have been, which does no harm to sending all again.
  public func append(_ actuals: [Actual]) throws(ActualsSpoolError) {
    guard !actuals.isEmpty else { return }
    // What a dead writer left unfinished ends here.
    var bytes = [UInt8(ascii: "\n")]
    for actual in actuals { ActualLine.append(actual, to: &bytes) }
    try Self.catching { () throws(FileSystemError) in try folder.create() }
    try locked { () throws(ActualsSpoolError) in
      let size = try size()
      guard (size ?? 0) + Int64(bytes.count) <= limit else {
        throw .full(path: file, limitBytes: limit)
      }
      try Self.catching { () throws(FileSystemError) in
        let output = try OutputFile(file, from: .end)
        try output.write(bytes)
        try output.sync()
        if size == nil { try folder.sync() }
      }
    }
  }

  /// All that waits.
  ///
  /// - Returns: Sorted by customer and time, of each time the value that came last.
  /// - Throws: What the file system says.
  public func actuals() throws(ActualsSpoolError) -> [Actual] {
    guard try size() != nil else { return [] }
    return try locked { () throws(ActualsSpoolError) in try read() }
  }

  /// Drops what nobody waits for any more, and what came twice.
  ///
  /// - Parameter isWanted: Of every actual, also those that came since `actuals()`.
  /// - Throws: What the file system says; the file is then as it was.
  public func keep(_ isWanted: (Actual) -> Bool) throws(ActualsSpoolError) {
    guard try size() != nil else { return }
    try locked { () throws(ActualsSpoolError) in
      var bytes: [UInt8] = []
      for actual in try read() where isWanted(actual) { ActualLine.append(actual, to: &bytes) }
      try Self.catching { () throws(FileSystemError) in
        let output = try AtomicFile(file)
        try output.write(bytes)
        try output.commit()
      }
    }
  }

  /// Lines that are torn, or stand for nothing, are passed over.
  private func read() throws(ActualsSpoolError) -> [Actual] {
    let bytes: [UInt8]
    do throws(RegularFileError) {
      bytes = try RegularFile(opening: file).readWhole(limit: limit)
    } catch {
      throw .unreadable(error)
    }
    var lines = bytes.split(separator: UInt8(ascii: "\n"))
    // The last line may be one that is not whole, which only its end would tell.
    if bytes.last != UInt8(ascii: "\n"), !lines.isEmpty { lines.removeLast() }
    let found = lines.compactMap(ActualLine.parse)
    let order = found.indices.sorted {
      (found[$0].customer, found[$0].timestamp, $0) < (found[$1].customer, found[$1].timestamp, $1)
    }
    var latest: [Actual] = []
    for index in order {
      let actual = found[index]
      if let last = latest.last, last.customer == actual.customer,
        last.timestamp == actual.timestamp
      {
        latest.removeLast()
      }
      latest.append(actual)
    }
    return latest
  }

  /// Of the file; nil where there is none.
  private func size() throws(ActualsSpoolError) -> Int64? {
    do throws(RegularFileError) {
      return try RegularFile.identity(at: file).sizeBytes
    } catch {
      if case .missing = error { return nil }
      throw .unreadable(error)
    }
  }

  private func locked<Result>(
    _ body: () throws(ActualsSpoolError) -> Result
  ) throws(ActualsSpoolError) -> Result {
    let lock: FileLock
    do throws(FileSystemError) {
      lock = try FileLock.acquire(.exclusive, path: lockFile)
    } catch {
      throw .system(error)
    }
    let result = try body()
    _ = consume lock
    return result
  }

  private static func catching(
    _ body: () throws(FileSystemError) -> Void
  ) throws(ActualsSpoolError) {
    do throws(FileSystemError) { try body() } catch { throw .system(error) }
  }
}
