/// Why a body asks nothing that could be answered, whosever model it asks.
public enum ForecastQuestionError: Error, Hashable {
  case notAnObject
  case unknownMember(String, known: String)
  /// The sentence says what was expected.
  case bad(member: String, String)
  /// Well formed, but no forecast is like that.
  case outOfRange(member: String, String)
}

extension ForecastQuestionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAnObject: #"the body is no JSON object; expected one such as {"horizon":7}"#
    case .unknownMember(let name, let known): "'\(name)' is not known; known are \(known)"
    case .bad(let member, let sentence), .outOfRange(let member, let sentence):
      "'\(member)': \(sentence)"
    }
  }
}
