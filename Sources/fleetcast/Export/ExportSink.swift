import FileSystem
import Foundation

/// Where an export goes: standard output, a file that appears when it is whole, or a pipe or device.
struct ExportSink: ~Copyable {
  private let file: AtomicFile?
  private let device: OutputFile?

  private init(file: consuming AtomicFile?, device: consuming OutputFile?) {
    self.file = file
    self.device = device
  }

  /// Where the result goes, checked before the work; nil for standard output.
  static func path(from settings: Settings) throws -> String? {
    guard let path = try settings.value(Catalogue.out) else { return nil }
    try FolderCheck.newFile(path, option: "--out")
    return path
  }

  /// Opens `path`, following links; standard output where it is nil.
  static func opening(_ path: String?) throws(FileSystemError) -> ExportSink {
    guard let path else { return ExportSink(file: nil, device: nil) }
    let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    // What is not there yet becomes a regular file.
    let kind =
      try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
    if kind == nil || kind == .typeRegular || kind == .typeDirectory {
      return ExportSink(file: try AtomicFile(target), device: nil)
    }
    return ExportSink(file: nil, device: try OutputFile(target, from: .empty))
  }

  func write(_ bytes: [UInt8]) throws {
    if file == nil && device == nil { return try StandardOutput.write(bytes) }
    try file?.write(bytes)
    try device?.write(bytes)
  }

  func finish() throws(FileSystemError) {
    try file?.commit()
  }
}
