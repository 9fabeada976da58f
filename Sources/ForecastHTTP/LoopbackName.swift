import Glibc

/// Names of this machine that no other can have.
public enum LoopbackName {
  /// Whether a name means this machine, wherever it is said.
  ///
  /// - Parameter authority: A host with or without a port; nil is none.
  /// - Returns: True of `localhost`, 127.0.0.0/8 and ::1.
  public static func isLoopback(_ authority: String?) -> Bool {
    guard var name = authority?.lowercased() else { return false }
    if name.hasPrefix("[") {
      return name.hasPrefix("[::1]") && name.dropFirst(5).allSatisfy { $0 == ":" || $0.isNumber }
    }
    if name == "::1" { return true }
    if let colon = name.lastIndex(of: ":") { name = String(name[..<colon]) }
    if name == "localhost" { return true }
    var address: UInt32 = 0
    return inet_pton(AF_INET, name, &address) == 1 && UInt32(bigEndian: address) >> 24 == 127
  }
}
