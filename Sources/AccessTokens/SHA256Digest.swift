import CNettle

/// The SHA-256 digest of some bytes.
public struct SHA256Digest: Sendable {
  private static let byteCount = 32
  // What is compared with when there is nothing else; no secret is known to have this digest.
  static let none = SHA256Digest(bytes: [UInt8](repeating: 0, count: byteCount))

  private let bytes: [UInt8]

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  public init(of message: [UInt8]) {
    var state = sha256_ctx()
    nettle_sha256_init(&state)
    nettle_sha256_update(&state, message.count, message)
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    nettle_sha256_digest(&state, bytes.count, &bytes)
    self.bytes = bytes
  }

  /// Reads 64 hexadecimal digits; nil of anything else.
  public init?(hexadecimal text: String) {
    guard let bytes = [UInt8](hexadecimal: text), bytes.count == Self.byteCount else { return nil }
    self.init(bytes: bytes)
  }

  public var hexadecimal: String { bytes.hexadecimal }

  /// Whether two digests are equal, in a time that says nothing of where they differ.
  public func matches(_ other: SHA256Digest) -> Bool {
    nettle_memeql_sec(bytes, other.bytes, Self.byteCount) != 0
  }
}
