import FileSystem
import Yams

/// The keys and values of a `fleetcast.yaml`: one flat mapping of known keys to single values, or to
/// lists of them where a setting is one.
struct ConfigurationFile {
  let path: String
  let values: [String: String]

  /// - Parameters:
  ///   - path: Of the file.
  ///   - known: The keys that there may be.
  ///   - refused: Names of flags that are no keys.
  ///   - lists: Those of them that may have a list of values.
  /// - Throws: Where the file cannot be used.
  init(
    path: String, known: [String], refused: Set<String>, lists: Set<String>
  ) throws(SettingsError) {
    self.path = path
    var values: [String: String] = [:]
    for (keyNode, valueNode) in try Self.mapping(of: path) {
      let key = keyNode.scalar?.string ?? ""
      let line = keyNode.mark?.line ?? 0
      guard !refused.contains(key) else {
        throw .notSettable(source: .file(path: path), name: key)
      }
      guard known.contains(key) else {
        throw .unknownKey(path: path, line: line, key: key, nearest: nearest(to: key, in: known))
      }
      guard let text = Self.text(of: valueNode, isList: lists.contains(key)) else {
        throw lists.contains(key)
          ? .notAList(path: path, line: line, key: key)
          : .notAScalar(path: path, line: line, key: key)
      }
      values[key] = text
    }
    self.values = values
  }

  private static let maximumBytes: Int64 = 1 << 20

  private static func contents(of path: String) throws(SettingsError) -> String {
    var bytes: [UInt8] = []
    do throws(RegularFileError) {
      let count = try RegularFile(opening: path).read(into: &bytes, limit: maximumBytes)
      return String(decoding: bytes[..<count], as: UTF8.self)
    } catch {
      if case .missing = error { throw .fileMissing(path: path) }
      throw .fileUnreadable(path: path, reason: error.description)
    }
  }

  private static func mapping(of path: String) throws(SettingsError) -> Node.Mapping {
    let text = try contents(of: path)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw .notYAML(path: path, reason: "\(error)".split(separator: "\n").joined(separator: " "))
    }
    if let mapping = root?.mapping { return mapping }
    guard root == nil || root?.scalar?.string.isEmpty == true else {
      throw .notAMapping(path: path)
    }
    return [:]
  }

  /// A single value, or the values of a list between commas; nil where it is neither.
  private static func text(of node: Node, isList: Bool) -> String? {
    guard isList, let sequence = node.sequence else { return node.scalar?.string }
    let values = sequence.compactMap { $0.scalar?.string }
    return values.count == sequence.count ? values.joined(separator: ",") : nil
  }
}

/// The known name that `name` was most likely meant to be; nil where none is near.
func nearest(to name: String, in known: [String]) -> String? {
  let folded = name.lowercased().replacing("_", with: "-")
  let best = known.map { (name: $0, distance: editDistance(folded, $0)) }
    .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
  guard let best, best.distance <= max(2, folded.count / 2) else { return nil }
  return best.name
}

/// The fewest insertions, deletions and substitutions that turn one text into the other
/// (Levenshtein, by Wagner and Fischer's recurrence).
func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  var previous = Array(0...right.count)
  for (row, character) in left.enumerated() {
    var current = [row + 1]
    for column in right.indices {
      let substitution = previous[column] + (character == right[column] ? 0 : 1)
      current.append(min(substitution, previous[column + 1] + 1, current[column] + 1))
    }
    previous = current
  }
  return previous[right.count]
}
