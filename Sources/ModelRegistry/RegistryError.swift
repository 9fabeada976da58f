import GRDB

/// Why the registry cannot be opened, read or written.
public enum RegistryError: Error, Hashable {
  /// Nothing was trained into this folder yet.
  case missing(path: String)
  case notADatabase(path: String)
  /// A newer fleetcast has written it.
  case newerSchema(path: String)
  /// An older fleetcast has written it, and reading alone cannot bring it up to date.
  case olderSchema(path: String)
  case locked(path: String)
  case readOnly(path: String)
  case diskFull(path: String)
  /// SQLite cannot keep its log beside the file.
  case noWriteAheadLog(path: String)
  /// Reading or writing failed in the disk or its file system.
  case disk(path: String, code: Int32)
  case damaged(path: String, detail: String)
  /// Anything else that SQLite reports, with its result code.
  case failed(path: String, code: Int32, detail: String)
}

extension RegistryError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let path):
      "no registry at \(path): nothing has been trained into this artifacts folder yet"
    case .notADatabase(let path):
      "\(path) is not a registry (no SQLite file): move it away, the next training makes a new one"
    case .newerSchema(let path):
      "\(path) was written by a newer fleetcast: use that version, or another artifacts folder"
    case .olderSchema(let path):
      "\(path) was written by an older fleetcast: the next training brings it up to date"
    case .locked(let path):
      "\(path) is locked by another program: close what has it open, then try again"
    case .readOnly(let path):
      "\(path) cannot be written: check the rights of the file and its folder"
    case .diskFull(let path):
      "the disk of \(path) is full: make room, then give the same command again to go on"
    case .noWriteAheadLog(let path):
      "no write-ahead log can be kept beside \(path): the disk may be failing, or its file system "
        + "(a network's?) does not suit SQLite"
    case .disk(let path, let code):
      "\(path) cannot be read or written (SQLite's code \(code)): the disk may be full or failing, "
        + "see the kernel's log"
    case .damaged(let path, let detail):
      "\(path) is damaged (\(detail)): move it away, the next training makes a new one"
    case .failed(let path, let code, let detail):
      "\(path): SQLite reports \(detail) (code \(code))"
    }
  }
}

extension RegistryError {
  init(_ error: any Error, path: String) {
    guard let error = error as? DatabaseError else {
      self = (error as? RegistryError) ?? .failed(path: path, code: 0, detail: "\(error)")
      return
    }
    let detail = error.message ?? "no message"
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_IOERR: self = .disk(path: path, code: error.extendedResultCode.rawValue)
    case .SQLITE_CORRUPT: self = .damaged(path: path, detail: detail)
    default:
      self = .failed(path: path, code: error.extendedResultCode.rawValue, detail: detail)
    }
  }
}
