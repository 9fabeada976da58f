/// The name of one customer: a safe file name, validated once.
///
/// `[A-Za-z0-9_][A-Za-z0-9._-]{0,127}`, without `..`, not ending in `.csv`, `.gz` or `.tar`
/// (in any case). IDs are ordered by their bytes.
public struct CustomerID: Hashable, Sendable {
  public let text: String

  /// The most bytes an ID can have.
  public static let maximumLength = 128

  /// Checks a text.
  ///
  /// - Parameter text: The ID, without a file's ending.
  /// - Throws: What the text breaks of the rules above.
  public init(_ text: String) throws(CustomerIDError) {
    try Self.check(text.utf8.span)
    self.text = text
  }

  /// Checks bytes, such as a part of a file's name or a field of a file.
  ///
  /// - Parameter bytes: The ID, without a file's ending; need not be UTF-8.
  /// - Throws: What the bytes break of the rules above.
  public init(bytes: Span<UInt8>) throws(CustomerIDError) {
    try Self.check(bytes)
    self.init(checked: bytes)
  }

  /// Takes bytes that have passed the check before.
  package init(checked bytes: Span<UInt8>) {
    text = String(unsafeUninitializedCapacity: bytes.count) { storage in
      for index in bytes.indices { storage[index] = bytes[index] }
      return bytes.count
    }
  }

  /// The file name of this customer's archive.
  public var archiveName: String { text + Self.archiveEnding }

  /// What the file names of archives end in.
  public static let archiveEnding = ".tar.gz"
}

extension CustomerID: Comparable {
  public static func < (left: CustomerID, right: CustomerID) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension CustomerID: CustomStringConvertible {
  public var description: String { text }
}
