import Foundation

/// What is said of paths before the work begins.
enum FolderCheck {
  /// - Parameters:
  ///   - path: As the user gave it.
  ///   - option: That it was given by, such as `--data`; nil where that is plain.
  ///   - status: To end with.
  /// - Throws: `CommandFailure` where no folder is at `path`.
  static func folder(
    _ path: String, option: String? = nil, status: ExitStatus = .usage
  ) throws(CommandFailure) {
    let isFolder = isFolder(path)
    guard isFolder != true else { return }
    let sentence = isFolder == nil ? "there is no folder \(path)" : "\(path) is no folder"
    throw CommandFailure(status: status, message: prefix(option) + sentence)
  }

  /// - Parameters:
  ///   - path: As the user gave it.
  ///   - option: That it was given by, such as `--out`; nil where that is plain.
  /// - Throws: `CommandFailure` where nothing that can be read as a file is at `path`.
  static func file(_ path: String, option: String? = nil) throws(CommandFailure) {
    let isFolder = isFolder(path)
    guard isFolder != false else { return }
    throw CommandFailure(
      status: .usage,
      message: prefix(option)
        + (isFolder == nil ? "there is no file \(path)" : "\(path) is a folder, expected a file"))
  }

  /// - Parameters:
  ///   - path: As the user gave it.
  ///   - option: That it was given by.
  /// - Throws: `CommandFailure` where no file can be made at `path`.
  static func newFile(_ path: String, option: String) throws(CommandFailure) {
    guard isFolder(path) != true else {
      throw CommandFailure(
        status: .usage, message: "\(option): \(path) is a folder, expected a file")
    }
    guard let slash = path.lastIndex(of: "/") else { return }
    let parent = String(path[...slash])
    guard isFolder(parent) != true else { return }
    throw CommandFailure(
      status: .usage,
      message: "\(option): \(path) cannot be made: there is no folder \(path[..<slash])")
  }

  /// Nil where nothing is at `path`.
  static func isFolder(_ path: String) -> Bool? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder.boolValue
  }

  private static func prefix(_ option: String?) -> String { option.map { $0 + ": " } ?? "" }
}
