public import FileSystem

/// What the runs of an artifacts folder have replaced: a folder a run, with two files a worker.
public struct PreviousVersions: Hashable, Sendable {
  /// Need not be there.
  public let folder: String

  public init(folder: String) {
    self.folder = folder
  }

  /// The packs of a run are in it.
  public func folder(ofRun run: Int64) -> String { "\(folder)/\(run)" }

  /// Where one worker of a run keeps what it replaces.
  ///
  /// - Parameters:
  ///   - worker: Its number, from 0.
  ///   - run: The run's id.
  /// - Returns: The pack's files, without their endings.
  public func stem(ofWorker worker: Int, run: Int64) -> String {
    "\(folder(ofRun: run))/worker-\(worker)"
  }

  /// The runs of which something is kept, the newest first.
  public func runs() throws(FileSystemError) -> [Int64] {
    try Self.names(in: folder).compactMap { Int64($0) }.sorted(by: >)
  }

  /// The packs of a run; none where nothing is kept of it.
  ///
  /// - Parameters:
  ///   - run: The run's id.
  ///   - startedMilliseconds: When it began; packs of another run of the same number are left out.
  /// - Returns: In the order of their names.
  /// - Throws: What the system says of the folder.
  public func packs(
    ofRun run: Int64, startedMilliseconds: Int64
  ) throws(FileSystemError) -> [VersionPack] {
    var packs: [VersionPack] = []
    for stem in try stems(ofRun: run) {
      let pack = VersionPack(stem: stem, runStartedMilliseconds: startedMilliseconds)
      if try pack.isOfRun() { packs.append(pack) }
    }
    return packs
  }

  /// Of every pack of a run, whichever run of this number it is.
  func stems(ofRun run: Int64) throws(FileSystemError) -> [String] {
    try Self.names(in: folder(ofRun: run)).sorted()
      .filter { $0.hasSuffix(VersionPack.indexEnding) }
      .map { folder(ofRun: run) + "/" + $0.dropLast(VersionPack.indexEnding.count) }
  }

  /// The bytes that the files of a run take.
  public func sizeBytes(ofRun run: Int64) throws(FileSystemError) -> Int64 {
    var size: Int64 = 0
    for name in try Self.names(in: folder(ofRun: run)) {
      size += try FileIdentity(path: folder(ofRun: run) + "/" + name).sizeBytes
    }
    return size
  }

  /// Removes what is kept of a run, all of it or nothing.
  ///
  /// - Parameters:
  ///   - run: The run's id.
  ///   - temporary: A folder on the same file system whose content nobody keeps.
  /// - Throws: What the system says of the folder.
  public func remove(run: Int64, through temporary: String) throws(FileSystemError) {
    let doomed = Directory("\(temporary)/previous-\(run)")
    try Directory(temporary).create()
    try doomed.removeTree()
    try Directory.rename(folder(ofRun: run), to: doomed.path)
    try doomed.removeTree()
  }

  private static func names(in folder: String) throws(FileSystemError) -> [String] {
    var names: [String] = []
    do throws(FileSystemError) {
      try Directory(folder).forEachName { name in
        names.append(String(decoding: name.indices.map { name[$0] }, as: UTF8.self))
      }
    } catch  where error.isMissing {
      return []
    }
    return names
  }
}
