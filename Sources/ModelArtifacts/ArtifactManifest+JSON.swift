import Customers
import FileSystem
import Forecasting
import JSONCoding

/// `docs/artifact-format.md` tells the meaning of each member.
extension ArtifactManifest {
  /// `manifest.json`, its members in the order of their names.
  var json: [UInt8] {
    var writer = JSONWriter(reservingBytes: 512)
    writer.object { writer in
      writer.member("accuracy")
      writer.object { writer in
        writer.member("coverage80", known: accuracy.coverage80)
        writer.member("mase", known: accuracy.mase)
        writer.member("smape", known: accuracy.smape)
      }
      writer.member("customer", customer.text)
      writer.member("first_time", Int(firstTime))
      writer.member("format_version", ArtifactFormat.currentVersion)
      writer.member("interval", interval.codedText)
      writer.member("last_time", Int(lastTime))
      writer.member("rows", rows)
      writer.member("source_digest", sourceDigest.hexadecimal)
      writer.member("specification_digest", specificationDigest.hexadecimal)
    }
    return writer.bytes
  }

  /// Of `manifest.json`.
  init(json text: [UInt8]) throws(MemberFault) {
    let unknown: Int
    do throws(JSONCodingError) {
      let json = try JSONElement(reading: text)
      let version: Int = try json.integer("format_version")
      if ArtifactFormat.readableVersions.contains(version) {
        try self.init(json: json)
        return
      }
      // In an unknown version all else may mean something else.
      unknown = version
    } catch {
      throw .malformed(error.description)
    }
    throw .unknownVersion(unknown)
  }

  private init(json: JSONElement) throws(JSONCodingError) {
    let customer = try json.text("customer") { try? CustomerID($0) }
    let accuracy = try json.member("accuracy")
    self.init(
      customer: customer,
      rows: try json.integer("rows"), firstTime: try json.integer("first_time"),
      lastTime: try json.integer("last_time"),
      interval: try json.text("interval", SamplingInterval.init(coded:)),
      sourceDigest: try json.text("source_digest", ContentDigest.init(hexadecimal:)),
      specificationDigest: try json.text("specification_digest", ContentDigest.init(hexadecimal:)),
      accuracy: HeldBackAccuracy(
        mase: try accuracy.numberIfPresent("mase"), smape: try accuracy.numberIfPresent("smape"),
        coverage80: try accuracy.numberIfPresent("coverage80")))
  }
}

extension JSONWriter {
  /// Nothing where the number is not known.
  fileprivate mutating func member(_ name: StaticString, known number: Double?) {
    guard let number, number.isFinite else { return }
    member(name, number)
  }
}
