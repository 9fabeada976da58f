import FileSystem

/// The bytes of one file at a time, unpacked where it is gzipped, in buffers that are reused.
struct FileContent {
  /// What lies behind the last file's `byteCount` is undefined.
  var bytes: [UInt8] = []
  private var packed: [UInt8] = []
  let maximumBytes: Int64
  /// Whether the gzipped file is looked for beside a plain one.
  let mayHaveTwoFiles: Bool
  /// Called when a file's bytes have been read and not yet been compared.
  let afterRead: () -> Void

  /// What was read.
  struct Source {
    let path: String
    let byteCount: Int
    let identity: FileIdentity
    /// Of the file's bytes (packed, where it is gzipped).
    let digest: ContentDigest
    let isPacked: Bool
  }

  // One huge file must not cost its size in memory for the rest of the run.
  private static let largestKeptBuffer = 8 << 20

  init(_ options: ReadingOptions, afterRead: @escaping () -> Void = {}) {
    maximumBytes = options.maximumBytes
    mayHaveTwoFiles = options.mayHaveTwoFiles
    self.afterRead = afterRead
  }

  /// Reads a plain file, or the gzipped one beside whose name it has.
  ///
  /// A file that changed between the `fstat` before the reading and that after it is read again.
  mutating func load(_ path: String) throws(IngestError) -> Source {
    forgetHugeBuffers()
    for _ in 0..<2 {
      if let source = try loadOnce(path) { return source }
    }
    throw .changedWhileRead(path: path)
  }

  /// Reads the file of just this name, gzipped where its ending says so.
  mutating func load(exactly path: String) throws(IngestError) -> Source {
    forgetHugeBuffers()
    for _ in 0..<2 {
      let file: RegularFile
      do { file = try RegularFile(opening: path) } catch { throw IngestError(error) }
      let source = path.hasSuffix(".gz") ? try loadPacked(file) : try loadPlain(file)
      if let source { return source }
    }
    throw .changedWhileRead(path: path)
  }

  mutating func forgetHugeBuffers() {
    if bytes.count > Self.largestKeptBuffer { bytes = [] }
    if packed.count > Self.largestKeptBuffer { packed = [] }
  }

  /// Nil where the file changed meanwhile.
  private mutating func loadOnce(_ path: String) throws(IngestError) -> Source? {
    guard let file = try open(path) else {
      let file = try Self.openPacked(path)
      return try loadPacked(file)
    }
    return try loadPlain(file)
  }

  private mutating func loadPlain(_ file: borrowing RegularFile) throws(IngestError) -> Source? {
    let count = try Self.read(file, into: &bytes, limit: maximumBytes)
    afterRead()
    guard try Self.isUnchanged(file) else { return nil }
    return Source(
      path: file.path, byteCount: count, identity: file.identity,
      digest: ContentDigest(of: bytes.span.extracting(0..<count).bytes), isPacked: false)
  }

  private mutating func loadPacked(_ file: borrowing RegularFile) throws(IngestError) -> Source? {
    let count = try Self.read(file, into: &packed, limit: maximumBytes)
    afterRead()
    guard try Self.isUnchanged(file) else { return nil }
    return Source(
      path: file.path, byteCount: try unpack(count, path: file.path), identity: file.identity,
      digest: ContentDigest(of: packed.span.extracting(0..<count).bytes), isPacked: true)
  }

  /// Unpacks into `bytes`, which never grows by more than a byte beyond what is allowed.
  private mutating func unpack(_ packedCount: Int, path: String) throws(IngestError) -> Int {
    guard packedCount > 0 else { throw .badContent(path: path, .emptyFile) }
    var inflater = GzipInflater()
    var range = 0..<packedCount
    var count = 0
    do {
      while true {
        if count == bytes.count {
          let room = min(2 * count, Int(clamping: maximumBytes) + 1)
          bytes.grow(toHold: max(room, 1), keeping: count)
        }
        count += try inflater.inflate(packed, &range, into: &bytes, from: count)
        guard count <= maximumBytes else { break }
        if count < bytes.count {
          try inflater.finish()
          return count
        }
      }
    } catch {
      throw .badGzip(path: path, error)
    }
    throw .tooLarge(path: path, limitBytes: maximumBytes)
  }
}
