/// Why a text cannot be a customer's ID.
///
/// The texts are as they came, made printable.
public enum CustomerIDError: Error, Hashable {
  case empty
  case tooLong(bytes: Int)
  case badStart(String)
  case badCharacter(String)
  case twoDots(String)
  case reservedEnding(String, ending: String)
}

extension CustomerIDError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "a customer's ID must not be empty"
    case .tooLong(let bytes):
      "a customer's ID of \(bytes) bytes is too long, \(CustomerID.maximumLength) are allowed"
    case .badStart(let text):
      "'\(text)' is no customer's ID: it must begin with a letter, a digit or '_'"
    case .badCharacter(let text):
      "'\(text)' is no customer's ID: only the letters A-Z and a-z, digits, '.', '_' and '-' may"
        + " stand in it"
    case .twoDots(let text): "'\(text)' is no customer's ID: '..' must not stand in it"
    case .reservedEnding(let text, let ending):
      "'\(text)' is no customer's ID: it must not end in '\(ending)'"
    }
  }
}
