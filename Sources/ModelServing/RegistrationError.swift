/// Why a model cannot be registered, or is not.
public enum RegistrationError: Error, Hashable {
  case alreadyRegistered(name: String)
  case unknown(name: String)
  /// No path below the folder that models may come from.
  case notAllowed(path: String, root: String)
  case missing(path: String)
  /// The reason is one of `ServingError`.
  case unreadable(name: String, reason: String)
  /// One model alone is larger than the cache.
  case tooLarge(name: String, sizeBytes: Int, limitBytes: Int)
  case tooMany(limit: Int)
  /// So many models are being read that this one would wait too long.
  case overloaded
}

extension RegistrationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .alreadyRegistered(let name): "Model \(name) is already registered."
    case .unknown(let name): "Model not found: \(name)"
    case .notAllowed(let path, let root):
      "'\(path)' is no path of a model, expected one such as \(root)/0a1b/model"
    case .missing(let path): "there is no model at \(path)"
    case .unreadable(let name, let reason): "Model \(name) cannot be read: \(reason)"
    case .tooLarge(let name, let size, let limit):
      "Model \(name) needs \(size) bytes of memory, and the cache has \(limit); raise --cache-bytes"
    case .tooMany(let limit): "\(limit) models are registered already; unregister others first"
    case .overloaded: "too many models are being read; try again in a second"
    }
  }
}
