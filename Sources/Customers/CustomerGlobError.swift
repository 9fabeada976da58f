import PrintableText

/// Why a text is no pattern of customers' IDs.
public enum CustomerGlobError: Error, Hashable {
  case empty
  case tooLong(bytes: Int)
  case badCharacter(String)
}

extension CustomerGlobError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "a pattern of customers must not be empty; '*' is every customer"
    case .tooLong(let bytes):
      "a pattern of \(bytes) bytes is too long, \(CustomerID.maximumLength) are allowed"
    case .badCharacter(let text):
      "'\(text.printable)' is no pattern of customers: only the letters A-Z and a-z, digits, '.', '_',"
        + " '-' and '*' may stand in it"
    }
  }
}
