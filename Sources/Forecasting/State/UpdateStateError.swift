/// Why bytes are no update state.
public enum UpdateStateError: Error, Hashable {
  case unknownVersion(UInt8)
  /// The bytes end before the state does.
  case truncated(bytes: Int)
  /// Bytes follow the end of the state.
  case excess(bytes: Int)
  /// The named part holds what no fit writes.
  case unsound(String)
}

extension UpdateStateError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownVersion(let version):
      "the update state has version \(version), this program reads version \(StateVersion.current);"
        + " train the customer again"
    case .truncated(let bytes):
      "the update state ends after \(bytes) bytes, in the middle; train the customer again"
    case .excess(let bytes):
      "the update state goes on for \(bytes) bytes after its end; train the customer again"
    case .unsound(let part):
      "the update state's \(part) cannot be right; train the customer again"
    }
  }
}
