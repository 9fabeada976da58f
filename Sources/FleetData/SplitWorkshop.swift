import FileSystem

/// The sub-folder in which a split prepares the customers' files, and its lock.
struct SplitWorkshop: ~Copyable {
  private let output: Directory
  private let root: Directory
  private let files: Directory
  private let lock: FileLock
  /// Empty at first.
  let spoolDirectory: Directory

  /// Takes the lock, clears what a killed split has left and begins anew.
  ///
  /// - Throws: `splitRunning` where another process is splitting into the folder.
  init(in output: Directory) throws(FleetDataError) {
    let root = Directory(output.path(of: ".split"))
    let lock = try FleetDataError.catching { () throws(FileSystemError) in
      try root.create()
      return try FileLock.tryAcquire(.exclusive, path: root.path(of: "lock"))
    }
    guard let lock else { throw .splitRunning(path: output.path) }
    let files = Directory(root.path(of: "files"))
    let spoolDirectory = Directory(root.path(of: "spools"))
    try Self.begin(files)
    try Self.begin(spoolDirectory)
    self.output = output
    self.root = root
    self.files = files
    self.spoolDirectory = spoolDirectory
    self.lock = lock
  }

  private static func begin(_ directory: Directory) throws(FleetDataError) {
    try FleetDataError.catching { () throws(FileSystemError) in
      try directory.removeTree()
      try directory.create()
    }
  }

  /// Writes the files of the customers in `spools`, and counts them.
  ///
  /// - Parameters:
  ///   - spools: Are empty afterwards.
  ///   - header: The first line of each file.
  ///   - memoryBytes: For the rows that wait to be written.
  ///   - report: Gets the number of customers.
  /// - Throws: What the system says.
  func writeCustomers(
    from spools: inout RowSpools, header: [UInt8], memoryBytes: Int, _ report: inout SplitReport
  ) throws(FileSystemError) {
    for index in spools.indices {
      var customers = CustomerFiles(in: files, header: header, memoryBytes: memoryBytes)
      try spools.drain(index) { lines throws(FileSystemError) in try customers.append(lines) }
      try customers.flush()
      report.customers += customers.count
    }
  }

  /// Makes the files durable, then gives each its place in the output folder.
  func publish() throws(FileSystemError) {
    try files.syncFileSystem()
    var failure: FileSystemError?
    try files.forEachName { name in
      guard failure == nil else { return }
      let name = String(decoding: name.indices.map { name[$0] }, as: UTF8.self)
      do throws(FileSystemError) {
        try Directory.rename(files.path(of: name), to: output.path(of: name))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    try output.sync()
  }

  /// Removes the sub-folder; where that fails, the next split does it.
  func clear() {
    // The split has ended, well or not, and that is what is to be told.
    try? root.removeTree()
  }
}
