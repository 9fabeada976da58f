/// A pattern of customers' IDs: `*` stands for any run of characters, also none; all others for
/// themselves.
public struct CustomerGlob: Hashable, Sendable {
  public let text: String

  /// Every customer.
  public static let all = CustomerGlob(checked: "*")

  /// Checks a pattern.
  ///
  /// - Parameter text: Of the characters that an ID may have, and `*`.
  /// - Throws: What is wrong with it.
  public init(_ text: String) throws(CustomerGlobError) {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= CustomerID.maximumLength else {
      throw .tooLong(bytes: text.utf8.count)
    }
    guard text.utf8.allSatisfy(Self.isAllowed) else { throw .badCharacter(text) }
    self.init(checked: text)
  }

  private init(checked text: String) {
    self.text = text
  }

  /// What every customer that the pattern means begins with: the pattern up to its first star.
  public var literalPrefix: String {
    String(decoding: text.utf8.prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
  }

  /// Whether the pattern means this customer.
  ///
  /// - Complexity: O(length of the ID · length of the pattern), whatever the pattern.
  public func matches(_ customer: CustomerID) -> Bool {
    let pattern = text.utf8.span
    let name = customer.text.utf8.span
    var (inPattern, inName) = (0, 0)
    // Where the last star stood, and how much of the name it has taken so far.
    var star: (pattern: Int, name: Int)?
    while inName < name.count {
      if inPattern < pattern.count, pattern[inPattern] == UInt8(ascii: "*") {
        star = (inPattern, inName)
        inPattern += 1
      } else if inPattern < pattern.count, pattern[inPattern] == name[inName] {
        inPattern += 1
        inName += 1
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        (inPattern, inName) = (last.pattern + 1, last.name + 1)
      } else {
        return false
      }
    }
    while inPattern < pattern.count, pattern[inPattern] == UInt8(ascii: "*") { inPattern += 1 }
    return inPattern == pattern.count
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "*"):
      true
    default: false
    }
  }
}

extension CustomerGlob: CustomStringConvertible {
  public var description: String { text }
}
