import FileSystem
import Yams

/// The keys and values of a `fleetcast.yaml`: one flat mapping of known keys to single values.
struct ConfigurationFile {
  let path: String
  let values: [String: String]

  init(path: String, known: [String]) throws(SettingsError) {
    self.path = path
    values = try Self.parse(try Self.contents(of: path), path: path, known: known)
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

  private static func parse(
    _ text: String, path: String, known: [String]
  ) throws(SettingsError) -> [String: String] {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw .notYAML(path: path, reason: "\(error)".split(separator: "\n").joined(separator: " "))
    }
    guard let root else { return [:] }
    guard let mapping = root.mapping else {
      if root.scalar?.string.isEmpty == true { return [:] }
      throw .notAMapping(path: path)
    }
    var values: [String: String] = [:]
    for (keyNode, valueNode) in mapping {
      let key = keyNode.scalar?.string ?? ""
      let line = keyNode.mark?.line ?? 0
      guard known.contains(key) else {
        throw .unknownKey(path: path, line: line, key: key, nearest: nearest(to: key, in: known))
      }
      guard let scalar = valueNode.scalar else {
        throw .notAScalar(path: path, line: line, key: key)
      }
      values[key] = scalar.string
    }
    return values
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
