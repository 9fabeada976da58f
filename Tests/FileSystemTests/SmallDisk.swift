import Foundation
import TestFolders

/// A file system of 256 kB in memory, unmounted when the test ends.
final class SmallDisk {
  private let folder: TemporaryFolder
  var path: String { folder.path }

  /// Whether this process may mount: root outside of most containers.
  static let isPossible = (try? SmallDisk()) != nil

  init() throws {
    folder = try TemporaryFolder()
    guard mount("tmpfs", folder.path, "tmpfs", 0, "size=256k") == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
    }
  }

  deinit { umount2(folder.path, Int32(MNT_DETACH)) }
}
