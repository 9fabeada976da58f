import FileSystem
import Glibc

/// Actuals that came ahead of the nightly files, in a file that is only ever appended to, or replaced
/// by a shorter one.
///
/// Any number of processes append at a time, one after the other; what was acknowledged outlives a
/// power cut. Of one customer's time the last value wins, so that to send something twice is to send it once.
public struct ActualsSpool: Sendable {
  /// The most bytes of the file.
  public static let maximumBytes: Int64 = 64 << 20

  private let folder: Directory
  private let limit: Int64
  private let partBytes: Int64
  let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - folder: Created with the first actual.
  ///   - limit: The most bytes of the file.
  ///   - partBytes: About so much of the file is in memory while it is read.
  ///   - now: The clock, in seconds since 1970-01-01 UTC.
  public init(
    folder: String, limit: Int64, partBytes: Int64, now: @escaping @Sendable () -> Int64
  ) {
    self.folder = Directory(folder)
    self.limit = limit
    self.partBytes = partBytes
    self.now = now
  }

  /// The spool of a fleet, by the system's clock.
  ///
  /// - Parameter folder: Created with the first actual.
  public init(folder: String) {
    self.init(folder: folder, limit: Self.maximumBytes, partBytes: SpoolPass.partBytes) {
      Int64(time(nil))
    }
  }

  private var file: String { folder.path(of: "actuals.csv") }
  private var lockFile: String { folder.path(of: "lock") }
  /// What a pass keeps, until that takes the file's place; what one that was cut off has left is
  /// overwritten.
  var nextFile: String { folder.path(of: "next.csv") }

  /// Appends actuals; they are on the disk when this returns.
  ///
  /// - Parameter actuals: In the order in which they came.
  /// - Throws: `full` where there is no room for all of them, and then none was taken; or what the
  ///   file system says, and then none was, unless the file could not be cut back either.
  public func append(_ actuals: [Actual]) throws(ActualsSpoolError) {
    guard !actuals.isEmpty else { return }
    // What a dead writer left unfinished ends here.
    var bytes = [UInt8(ascii: "\n")]
    let received = now()
    for actual in actuals {
      ActualLine(actual, receivedSeconds: received).append(to: &bytes)
    }
    try Self.catching { () throws(FileSystemError) in try folder.create() }
    try append(ofBytes: Int64(bytes.count)) { output throws(ActualsSpoolError) in
      try Self.catching { () throws(FileSystemError) in try output.write(bytes) }
    }
  }

  /// Begins a delivery: actuals that come in all together, and too many to be in memory.
  ///
  /// - Returns: A delivery to be committed.
  /// - Throws: What the file system says.
  public func beginDelivery() throws(ActualsSpoolError) -> SpoolDelivery {
    try SpoolDelivery(self)
  }

  /// Appends what a delivery has written.
  func append(delivery name: String, ofBytes count: Int64) throws(ActualsSpoolError) {
    try append(ofBytes: count) { output throws(ActualsSpoolError) in
      try copy(folder.path(of: name), from: 0, to: output)
    }
  }

  /// A file for a delivery, which nobody else uses as long as the lock is held; what one that was cut
  /// off has left there goes.
  func openDelivery() throws(ActualsSpoolError) -> DeliveryFile {
    do throws(FileSystemError) {
      try folder.create()
      var number = 1
      while true {
        let name = "delivery-\(number)"
        if let lock = try FileLock.tryAcquire(.exclusive, path: folder.path(of: name + ".lock")) {
          let file = try OutputFile(folder.path(of: name + ".csv"), from: .empty)
          return DeliveryFile(name: name + ".csv", lock: lock, output: file)
        }
        number += 1
      }
    } catch {
      throw .system(error)
    }
  }

  static func open(
    _ path: String, from start: OutputFile.Start
  ) throws(ActualsSpoolError) -> OutputFile {
    do throws(FileSystemError) {
      return try OutputFile(path, from: start)
    } catch {
      throw .system(error)
    }
  }

  func remove(delivery name: String) {
    // The next one overwrites it.
    try? folder.remove(name)
  }

  /// - Throws: `tooMany` where even an empty spool had no room for so many bytes.
  func checkRoom(forDelivery bytes: Int64) throws(ActualsSpoolError) {
    guard bytes <= limit else { throw .tooMany(limitBytes: limit) }
  }

  private func append(
    ofBytes count: Int64, _ write: (borrowing OutputFile) throws(ActualsSpoolError) -> Void
  ) throws(ActualsSpoolError) {
    try locked { () throws(ActualsSpoolError) in
      let size = try size()
      guard (size ?? 0) + count <= limit else { throw .full(path: file, limitBytes: limit) }
      let output = try Self.open(file, from: .end)
      do throws(ActualsSpoolError) {
        try write(output)
      } catch {
        // Where that fails too, a part has come in; to send all again does no harm.
        try? output.truncate(toBytes: size ?? 0)
        throw error
      }
      try Self.catching { () throws(FileSystemError) in
        try output.sync()
        if size == nil { try folder.sync() }
      }
    }
  }

  /// Begins a pass over all that waits; nil where nothing ever did.
  ///
  /// - Throws: What the file system says.
  public func beginPass() throws(ActualsSpoolError) -> SpoolPass? {
    guard try size() != nil else { return nil }
    let lock = try lock()
    let opened: RegularFile
    do throws(RegularFileError) {
      opened = try RegularFile(opening: file, followingLink: false)
    } catch {
      throw .unreadable(error)
    }
    _ = consume lock
    return SpoolPass(self, file: opened, partBytes: partBytes)
  }

  /// All that waits.
  ///
  /// - Returns: Sorted by customer and time, of each time the value that came last.
  /// - Throws: What the file system says.
  public func actuals() throws(ActualsSpoolError) -> [Actual] {
    guard var pass = try beginPass() else { return [] }
    var all: [Actual] = []
    while let part = try pass.next() { all += part.flatMap(\.actuals) }
    return all.sorted { ($0.customer, $0.timestamp) < ($1.customer, $1.timestamp) }
  }

  /// Drops what nobody waits for any more, and what came twice.
  ///
  /// - Parameter isWanted: Of every actual that waits now.
  /// - Throws: What the file system says; the file is then as it was.
  public func keep(_ isWanted: (Actual) -> Bool) throws(ActualsSpoolError) {
    guard var pass = try beginPass() else { return }
    while let part = try pass.next() {
      for waiting in part {
        let rows = zip(waiting.rows, waiting.actuals).filter { isWanted($1) }.map { $0.0 }
        try pass.keep(rows, of: waiting.customer)
      }
    }
    try pass.finish()
  }

  /// Puts what a pass has kept in the file's place, with what came behind `offset`.
  func replaceFile(from offset: Int64) throws(ActualsSpoolError) {
    try locked { () throws(ActualsSpoolError) in
      if let size = try size(), size > offset { try copyTail(from: offset) }
      try Self.catching { () throws(FileSystemError) in
        try OutputFile(nextFile, from: .end).sync()
        try Directory.rename(nextFile, to: file)
        try folder.sync()
      }
    }
  }

  private func copyTail(from offset: Int64) throws(ActualsSpoolError) {
    try copy(file, from: offset, to: try Self.open(nextFile, from: .end))
  }

  private func copy(
    _ path: String, from offset: Int64, to output: borrowing OutputFile
  ) throws(ActualsSpoolError) {
    var offset = offset
    while true {
      let bytes: [UInt8]
      do throws(RegularFileError) {
        bytes = try RegularFile(opening: path, followingLink: false)
          .read(at: offset, count: 1 << 20)
      } catch {
        throw .unreadable(error)
      }
      guard !bytes.isEmpty else { return }
      do throws(FileSystemError) { try output.write(bytes) } catch { throw .system(error) }
      offset += Int64(bytes.count)
    }
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

  private func lock() throws(ActualsSpoolError) -> FileLock {
    do throws(FileSystemError) {
      return try FileLock.acquire(.exclusive, path: lockFile)
    } catch {
      throw .system(error)
    }
  }

  private func locked<Result>(
    _ body: () throws(ActualsSpoolError) -> Result
  ) throws(ActualsSpoolError) -> Result {
    let lock = try lock()
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
