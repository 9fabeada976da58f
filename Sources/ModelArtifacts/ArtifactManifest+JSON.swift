import Customers
import FileSystem
import Forecasting

/// `manifest.json` as it is written; `docs/artifact-format.md` tells the meaning of each key.
struct ManifestDocument: Codable {
  let manifest: ArtifactManifest

  init(_ manifest: ArtifactManifest) {
    self.manifest = manifest
  }

  private enum Key: String, CodingKey {
    case formatVersion = "format_version"
    case customer, rows, interval, accuracy
    case firstTime = "first_time"
    case lastTime = "last_time"
    case sourceDigest = "source_digest"
    case specificationDigest = "specification_digest"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let version = try values.decode(Int.self, forKey: .formatVersion)
    // In an unknown version all else may mean something else.
    guard ArtifactFormat.readableVersions.contains(version) else {
      throw MemberFault.unknownVersion(version)
    }
    manifest = ArtifactManifest(
      customer: try values.parse(.customer) { try? CustomerID($0) },
      rows: try values.decode(Int.self, forKey: .rows),
      firstTime: try values.decode(Int64.self, forKey: .firstTime),
      lastTime: try values.decode(Int64.self, forKey: .lastTime),
      interval: try values.decode(SamplingInterval.self, forKey: .interval),
      sourceDigest: try values.parse(.sourceDigest, ContentDigest.init(hexadecimal:)),
      specificationDigest: try values.parse(.specificationDigest, ContentDigest.init(hexadecimal:)),
      accuracy: try values.decode(HeldBackAccuracy.self, forKey: .accuracy))
  }

  // In the order of their names, in which members are written: what comes so need not be sorted.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(manifest.accuracy, forKey: .accuracy)
    try values.encode(manifest.customer.text, forKey: .customer)
    try values.encode(manifest.firstTime, forKey: .firstTime)
    try values.encode(ArtifactFormat.currentVersion, forKey: .formatVersion)
    try values.encode(manifest.interval, forKey: .interval)
    try values.encode(manifest.lastTime, forKey: .lastTime)
    try values.encode(manifest.rows, forKey: .rows)
    try values.encode(manifest.sourceDigest.hexadecimal, forKey: .sourceDigest)
    try values.encode(manifest.specificationDigest.hexadecimal, forKey: .specificationDigest)
  }
}

extension KeyedDecodingContainer {
  /// Decodes text that `parse` understands.
  fileprivate func parse<Value>(_ key: Key, _ parse: (String) -> Value?) throws -> Value {
    let text = try decode(String.self, forKey: key)
    guard let value = parse(text) else {
      throw MemberFault.malformed("\(key.stringValue): '\(text)' is not understood")
    }
    return value
  }
}
