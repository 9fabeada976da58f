/// One small file that is always whole: old or new, whenever the process or the machine dies.
public enum AtomicFile {
  /// Replaces the file's content: temporary file, sync, rename, sync of the folder.
  ///
  /// For many files at once use `DurabilityBatch`, which syncs once for all.
  ///
  /// - Parameters:
  ///   - bytes: All of the new content.
  ///   - name: In `directory`.
  ///   - directory: Must exist; the temporary file is in it too.
  /// - Throws: The file is then as it was, and no temporary file is left.
  public static func write(_ bytes: [UInt8], as name: String, in directory: Directory)
    throws(FileSystemError)
  {
    var names = TemporaryName()
    let temporary = directory.path(of: "." + names.next())
    try NewFile.write(bytes, path: temporary, durable: true)
    do throws(FileSystemError) {
      try Directory.rename(temporary, to: directory.path(of: name))
      try directory.sync()
    } catch {
      Directory.removeQuietly(temporary)
      throw error
    }
  }
}
