/// Why a text is not the JSON that was expected, or a value cannot be written as JSON.
public enum JSONCodingError: Error, Hashable {
  /// The sentence says where in the text, and what was expected there.
  case malformed(String)
  /// The sentence names the member.
  case notEncodable(String)
}

extension JSONCodingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed(let sentence), .notEncodable(let sentence): sentence
    }
  }
}
