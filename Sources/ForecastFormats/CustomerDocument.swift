import Customers
import Forecasting
import JSONCoding
public import ModelArtifacts

/// What is known of one customer's model, ready to be written.
public struct CustomerDocument: Sendable {
  public let manifest: ArtifactManifest
  public let version: ArtifactVersion
  /// Observed rows that the model was fitted on.
  public let rows: Int
  /// Seconds since 1970-01-01.
  public let trainedThrough: Int64

  public init(manifest: ArtifactManifest, version: ArtifactVersion, model: CustomerModel) {
    self.manifest = manifest
    self.version = version
    self.rows = model.rows
    self.trainedThrough = model.trainedThrough
  }

  /// JSON on one line that ends.
  ///
  /// - Returns: UTF-8. An accuracy that is not known is `null`.
  public func json() -> [UInt8] {
    var writer = JSONWriter(reservingBytes: 512)
    writer.object { writer in
      writer.name("customer")
      writer.string(manifest.customer.text)
      writer.name("model")
      writer.object(writeModel)
      writer.name("accuracy")
      writer.object(writeAccuracy)
    }
    writer.lineFeed()
    return writer.bytes
  }

  private func writeModel(_ writer: inout JSONWriter) {
    let times = TimestampText(writing: [manifest.firstTime, trainedThrough])
    writer.name("version")
    writer.string(version.token)
    writer.name("trained_from")
    writer.plainString { times.append(manifest.firstTime, to: &$0) }
    writer.name("trained_through")
    writer.plainString { times.append(trainedThrough, to: &$0) }
    writer.name("interval")
    writer.string(manifest.interval.iso8601)
    writer.name("rows")
    writer.integer(rows)
    writer.staleSteps()
  }

  private func writeAccuracy(_ writer: inout JSONWriter) {
    writer.name("mase")
    writer.number(manifest.accuracy.mase)
    writer.name("smape")
    writer.number(manifest.accuracy.smape)
    writer.name("coverage_80")
    writer.number(manifest.accuracy.coverage80)
  }
}
