/// Why a text is no Prophet model that can be evaluated.
public enum ProphetModelError: Error, Hashable {
  /// No JSON, or not what `prophet.serialize` writes; the sentence says where.
  case malformed(String)
  /// The parts do not fit together, or are beyond all bounds.
  case unsound(String)
  /// A kind of growth, mode or scaling that Prophet did not have when this was written.
  case unknown(name: String, value: String)
  /// A column or component that Prophet overwrites, as it has one of this name itself.
  case reserved(name: String)
}

extension ProphetModelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed(let sentence):
      "not what prophet.serialize.model_to_json writes: \(sentence)"
    case .unsound(let sentence): "no sound Prophet model: \(sentence)"
    case .unknown(let name, let value): "its \(name) is '\(value)', which is not known here"
    case .reserved(let name):
      "'\(name)' is a column of Prophet's own, which overwrites the regressor, condition or component "
        + "of this name: rename it and fit again"
    }
  }
}
