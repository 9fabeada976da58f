import FileSystem

/// The two files in which one worker keeps what it replaces: the archives' bytes one behind the
/// other, and a line a customer on where they are.
///
/// Both only grow. What a crash leaves at their ends is recognised: a line by its check, bytes by
/// their digest. The index begins with the run it is of, so that the files of a run of the same
/// number in a registry that is gone are not taken for its own.
public struct VersionPack: Hashable, Sendable {
  /// Of both files, without their endings.
  public let stem: String
  /// Of the run, in milliseconds since 1970-01-01 UTC.
  public let runStartedMilliseconds: Int64

  public init(stem: String, runStartedMilliseconds: Int64) {
    self.stem = stem
    self.runStartedMilliseconds = runStartedMilliseconds
  }

  static let ending = ".pack"
  static let indexEnding = ".index"

  var folder: String {
    stem.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }
  var path: String { stem + Self.ending }
  var indexPath: String { stem + Self.indexEnding }

  private static let title = Array("fleetcast previous versions 1, of the run begun at ".utf8)

  /// The index's first line, with its newline.
  var header: [UInt8] {
    Self.title + Array(String(runStartedMilliseconds).utf8) + [UInt8(ascii: "\n")]
  }

  /// The pack that is there, whichever run it is of; nil where there is none.
  init?(existing stem: String) throws(FileSystemError) {
    var bytes = [UInt8](repeating: 0, count: 128)
    do throws(FileSystemError) {
      let count = try SequentialFile(opening: stem + Self.indexEnding).fill(&bytes, from: 0)
      bytes.removeSubrange(count...)
    } catch  where error.isMissing {
      return nil
    }
    guard bytes.starts(with: Self.title), let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      let started = Int64(String(decoding: bytes[Self.title.count..<end], as: UTF8.self))
    else { return nil }
    self.init(stem: stem, runStartedMilliseconds: started)
  }

  /// Whether the index is there and of this run.
  func isOfRun() throws(FileSystemError) -> Bool { try VersionPack(existing: stem) == self }

  /// Calls `body` with every whole line of the index in its order; with none where the index is of
  /// another run.
  func forEachVersion(_ body: (SavedVersion) -> Void) throws(FileSystemError) {
    guard try isOfRun() else { return }
    let file = try SequentialFile(opening: indexPath)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var kept = 0
    while true {
      let end = kept + (try file.fill(&buffer, from: kept))
      var start = 0
      while let newline = buffer[start..<end].firstIndex(of: UInt8(ascii: "\n")) {
        if let version = SavedVersion(line: buffer[start..<newline]) { body(version) }
        start = newline + 1
      }
      // Nothing more came, or a line that is longer than any of ours.
      guard end == buffer.count, start > 0 else { return }
      kept = end - start
      buffer.replaceSubrange(0..<kept, with: buffer[start..<end])
    }
  }
}
