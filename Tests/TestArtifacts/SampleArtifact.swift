import Customers
public import FileSystem
public import Forecasting
public import ModelArtifacts
public import TestFolders

import Foundation

/// A fitted customer with everything that an archive holds: thirty days from 2022-01-01 on.
///
/// - Parameters:
///   - customer: The ID.
///   - level: The value of every day, so that two models can be told apart by their forecasts.
///   - interval: What the manifest says, whatever the model is.
///   - watermark: Where the next night begins to read.
/// - Returns: The artifact, fitted with the default specification.
/// - Throws: What the fitter throws, which would be a fault of the test.
public func sampleArtifact(
  of customer: String = "8", level: Double = 500, interval: SamplingInterval = .day,
  watermark: SourceWatermark? = nil
) throws -> ModelArtifact {
  let days = (0..<30).map { 1_640_995_200 + Int64($0) * 86_400 }
  var fitter = ModelFitter(spec: ModelSpec())
  let fit = try fitter.fit(
    try TimeSeries(timestamps: days, values: [Double](repeating: level, count: 30)))
  let manifest = ArtifactManifest(
    customer: try CustomerID(customer), rows: 30, firstTime: days[0], lastTime: days[29],
    interval: interval, sourceDigest: ContentDigest(high: 1, low: 2),
    specificationDigest: ContentDigest(high: .max, low: 10), accuracy: fit.accuracy)
  return ModelArtifact(
    manifest: manifest, model: .fitted(fit.model),
    state: ArtifactState(update: fit.state, watermark: watermark))
}

/// The bytes of an artifact, by a writer of its own.
///
/// - Parameter artifact: What to write.
/// - Returns: The `.tar.gz`.
/// - Throws: What the writer throws, which would be a fault of the test.
public func encoded(_ artifact: ModelArtifact) throws -> [UInt8] {
  var writer = ArtifactWriter()
  return try writer.encode(artifact)
}

extension TemporaryFolder {
  /// Puts a customer's archive in place as a run does: written beside, then renamed.
  public func publish(_ artifact: ModelArtifact) throws {
    try publish(try encoded(artifact), of: artifact.manifest.customer.text)
  }

  /// Puts bytes in place as a customer's archive.
  public func publish(_ bytes: [UInt8], of customer: String) throws {
    let temporary = try write(Data(bytes), to: ".\(customer).new")
    guard rename(temporary, path("\(customer).tar.gz")) == 0 else {
      throw FileSystemError(.rename, path: temporary, code: errno)
    }
  }
}
