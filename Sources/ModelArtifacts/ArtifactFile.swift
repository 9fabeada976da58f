import Customers
import FileSystem
import Glibc

/// Opens archives without following links or waiting for a writer, and reads them whole.
struct ArtifactFile {
  let customer: CustomerID
  let path: String

  init(_ customer: CustomerID, in directory: String) {
    self.customer = customer
    path = directory + "/" + customer.archiveName
  }

  /// What stands there, without reading it; nil where nothing stands.
  func identity() throws(ArtifactError) -> FileIdentity? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw failure(.stat)
    }
    return try regularIdentity(status)
  }

  /// The file's bytes and the identity of exactly these bytes.
  ///
  /// The identity is taken from the open file, so a rename in between cannot mix two versions.
  func read() throws(ArtifactError) -> (bytes: [UInt8], identity: FileIdentity) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: throw .missing(customer: customer)
      // ELOOP: a link under O_NOFOLLOW; ENXIO: a socket or a device without a driver.
      case ELOOP, ENXIO: throw .notARegularFile(customer: customer)
      default: throw failure(.open)
      }
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(.stat) }
    let identity = try regularIdentity(status)
    guard identity.sizeBytes <= ArtifactLimit.packedBytes.maximum else {
      throw .tooLarge(customer: customer, limit: .packedBytes)
    }
    let bytes = Self.bytes(of: descriptor, count: Int(identity.sizeBytes))
    guard let bytes else { throw failure(.read) }
    return (bytes, identity)
  }

  /// At most `count` bytes, fewer where the file is shorter; nil, and `errno`, on failure.
  private static func bytes(of descriptor: Int32, count: Int) -> [UInt8]? {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let start = buffer.baseAddress {
        let got = Glibc.read(descriptor, start + filled, count - filled)
        if got < 0 && errno == EINTR { continue }
        failed = got < 0
        guard got > 0 else { return }
        filled += got
      }
    }
    return failed ? nil : bytes
  }

  private func regularIdentity(_ status: stat) throws(ArtifactError) -> FileIdentity {
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile(customer: customer) }
    return FileIdentity(
      sizeBytes: Int64(status.st_size),
      modifiedNanoseconds: Int64(status.st_mtim.tv_sec) * 1_000_000_000
        + Int64(status.st_mtim.tv_nsec),
      inode: UInt64(status.st_ino))
  }

  private func failure(_ operation: FileSystemError.Operation) -> ArtifactError {
    .unreadable(
      customer: customer, cause: FileSystemError(operation, path: path, code: errno))
  }
}
