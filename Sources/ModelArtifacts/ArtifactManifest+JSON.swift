import Customers
import FileSystem
import Forecasting
import JSONCoding

/// `manifest.json` as it is read; `docs/artifact-format.md` tells the meaning of each key.
struct ManifestDocument: Decodable {
  let manifest: ArtifactManifest

  fileprivate enum Key: String, CodingKey {
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
}

extension ArtifactManifest {
  /// `manifest.json`, its members in the order of their names.
  ///
  /// Value by value: an `Encodable` of these few members took a third as long as all of the model.
  var json: [UInt8] {
    var writer = JSONWriter(reservingBytes: 512)
    writer.object { writer in
      writer.name(ManifestDocument.Key.accuracy.rawValue)
      writer.object { writer in
        writer.member("coverage80", accuracy.coverage80)
        writer.member("mase", accuracy.mase)
        writer.member("smape", accuracy.smape)
      }
      writer.member(.customer, customer.text)
      writer.member(.firstTime, Int(firstTime))
      writer.member(.formatVersion, ArtifactFormat.currentVersion)
      writer.member(.interval, interval.codedText)
      writer.member(.lastTime, Int(lastTime))
      writer.member(.rows, rows)
      writer.member(.sourceDigest, sourceDigest.hexadecimal)
      writer.member(.specificationDigest, specificationDigest.hexadecimal)
    }
    return writer.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ key: ManifestDocument.Key, _ text: String) {
    name(key.rawValue)
    string(text)
  }

  fileprivate mutating func member(_ key: ManifestDocument.Key, _ number: Int) {
    name(key.rawValue)
    integer(number)
  }

  /// Nothing where the number is not known.
  fileprivate mutating func member(_ name: String, _ number: Double?) {
    guard let number, number.isFinite else { return }
    self.name(name)
    self.number(number)
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
