/// What a client sends: `fc_<id>_<secret>`, an ID of 12 and a secret of 64 hexadecimal digits.
///
/// The ID is public: it finds the record. The secret is 32 random bytes; nothing but its digest is
/// kept.
public struct BearerToken: Sendable {
  static let idBytes = 6
  private static let secretBytes = 32
  private static let prefix = "fc"

  public let id: String
  private let secret: String

  /// A token that nobody has.
  public static func random() -> BearerToken {
    // The system's own generator, which is fit for secrets.
    var generator = SystemRandomNumberGenerator()
    func digits(_ count: Int) -> String {
      (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }.hexadecimal
    }
    return BearerToken(id: digits(idBytes), secret: digits(secretBytes))
  }

  private init(id: String, secret: String) {
    self.id = id
    self.secret = secret
  }

  /// Reads a token; nil of what has not its form.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.prefix, parts[1].utf8.count == 2 * Self.idBytes,
      parts[2].utf8.count == 2 * Self.secretBytes, [UInt8](hexadecimal: parts[1]) != nil,
      [UInt8](hexadecimal: parts[2]) != nil
    else { return nil }
    self.init(id: String(parts[1]), secret: String(parts[2]))
  }

  /// The text to send: to be shown once, and never logged.
  public var text: String { "\(Self.prefix)_\(id)_\(secret)" }

  /// Of the secret's digits.
  public var digest: SHA256Digest { SHA256Digest(of: Array(secret.utf8)) }
}
