import FileSystem

/// Actuals on their way into a spool, of which all come in or none.
///
/// They wait in a file of their own beside it, so that memory does not grow with their number, nor does a
/// slow delivery keep another waiting. One that ends without `commit` is none; of one that is killed
/// while it is put into the spool a part may have come in, and to give it again does no harm.
public struct SpoolDelivery: ~Copyable {
  private let spool: ActualsSpool
  private let file: DeliveryFile
  private let receivedSeconds: Int64
  // Not written yet. What a dead writer left unfinished in the spool ends at the first byte.
  private var bytes = [UInt8(ascii: "\n")]
  private var size: Int64 = 1

  public private(set) var count = 0

  private static let chunkBytes = 1 << 20

  init(_ spool: ActualsSpool) throws(ActualsSpoolError) {
    self.spool = spool
    file = try spool.openDelivery()
    receivedSeconds = spool.now()
  }

  deinit { spool.remove(delivery: file.name) }

  /// Adds an actual, behind those that came before.
  ///
  /// - Throws: `tooMany` where they alone are more than may wait; or what the file system says.
  public mutating func add(_ actual: Actual) throws(ActualsSpoolError) {
    let before = bytes.count
    ActualLine(actual, receivedSeconds: receivedSeconds).append(to: &bytes)
    size += Int64(bytes.count - before)
    count += 1
    try spool.checkRoom(forDelivery: size)
    if bytes.count >= Self.chunkBytes { try flush() }
  }

  private mutating func flush() throws(ActualsSpoolError) {
    do throws(FileSystemError) { try file.output.write(bytes) } catch { throw .system(error) }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Puts them into the spool; they are on the disk when this returns.
  ///
  /// - Throws: As `ActualsSpool.append`.
  public consuming func commit() throws(ActualsSpoolError) {
    guard count > 0 else { return }
    try flush()
    try spool.append(delivery: file.name, ofBytes: size)
  }
}

/// Where a delivery waits.
struct DeliveryFile: ~Copyable {
  /// In the spool's folder.
  let name: String
  /// Held as long as the delivery lasts.
  let lock: FileLock
  let output: OutputFile
}
