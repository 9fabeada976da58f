import FileSystem

/// Actuals on their way into a spool, of which all come in or none.
///
/// They wait in a file beside it, so that memory does not grow with their number. Deliveries come one
/// after the other: a second one waits for the end of the first. One that ends without `commit` is
/// none.
public struct SpoolDelivery: ~Copyable {
  private let spool: ActualsSpool
  private let lock: FileLock
  private let file: OutputFile
  private let receivedSeconds: Int64
  // Not written yet. What a dead writer left unfinished in the spool ends at the first byte.
  private var bytes = [UInt8(ascii: "\n")]
  private var size: Int64 = 1

  public private(set) var count = 0

  private static let chunkBytes = 1 << 20

  init(_ spool: ActualsSpool) throws(ActualsSpoolError) {
    let lock = try spool.lockDelivery()
    // What one that was cut off has left goes.
    let file = try ActualsSpool.open(spool.deliveryFile, from: .empty)
    self.spool = spool
    self.lock = lock
    self.file = file
    receivedSeconds = spool.now()
  }

  deinit { spool.removeDelivery() }

  /// Adds an actual, behind those that came before.
  ///
  /// - Throws: `full` where they alone are more than may wait; or what the file system says.
  public mutating func add(_ actual: Actual) throws(ActualsSpoolError) {
    let before = bytes.count
    ActualLine(actual, receivedSeconds: receivedSeconds).append(to: &bytes)
    size += Int64(bytes.count - before)
    count += 1
    try spool.checkRoom(for: size)
    if bytes.count >= Self.chunkBytes { try flush() }
  }

  private mutating func flush() throws(ActualsSpoolError) {
    do throws(FileSystemError) { try file.write(bytes) } catch { throw .system(error) }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Puts them into the spool; they are on the disk when this returns.
  ///
  /// - Throws: As `ActualsSpool.append`.
  public consuming func commit() throws(ActualsSpoolError) {
    guard count > 0 else { return }
    try flush()
    try spool.appendDelivery(ofBytes: size)
  }
}
