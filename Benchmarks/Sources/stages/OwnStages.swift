import Customers
import FileSystem
import Forecasting
import ModelArtifacts
import SeriesIngest

/// A worker's road from file to archive, with the program's own types.
struct OwnStages: ~Copyable {
  private let data: String
  private let digest = ContentDigest(high: 1, low: 2)
  private var reader = CustomerReader(options: ReadingOptions())
  private var fitter = ModelFitter(spec: ModelSpec())
  private var writer = ArtifactWriter()
  private var files: DurabilityBatch

  init(data: String, out: String) throws {
    self.data = data
    try Directory(out).create()
    files = try DurabilityBatch(directory: out, temporaryDirectory: out + "/.tmp")
  }

  mutating func train(_ customer: CustomerID, _ times: inout StageTimes) throws {
    let reading = try times.measure("read") { try reader.read(customer, in: data) }
    let fit = try times.measure("fit") {
      try fitter.fit(reading.series, covariates: reading.covariates)
    }
    let bytes = try times.measure("encode") {
      try writer.encode(artifact(of: customer, reading, fit))
    }
    try times.measure("write") { try files.stage(bytes, as: customer.archiveName) }
  }

  mutating func publish(_ times: inout StageTimes) throws {
    try times.measure("write") {
      _ = try files.publish()
      try files.settle()
    }
  }

  private func artifact(
    of customer: CustomerID, _ reading: SeriesReading, _ fit: ModelFit
  ) -> ModelArtifact {
    let manifest = ArtifactManifest(
      customer: customer, rows: fit.model.rows, firstTime: reading.series.timestamps.first ?? 0,
      lastTime: fit.model.trainedThrough, interval: fit.model.interval,
      sourceDigest: reading.digest, specificationDigest: digest, accuracy: fit.accuracy)
    let state = ArtifactState(
      update: fit.state, watermark: reading.watermarks.watermark(atRow: fit.state.watermarkRow))
    return ModelArtifact(manifest: manifest, model: .fitted(fit.model), state: state)
  }
}
