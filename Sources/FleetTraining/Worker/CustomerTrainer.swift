import Customers
import FileSystem
import Forecasting
import ModelArtifacts
import ModelRegistry
import SeriesIngest

/// Takes one customer from its file to the bytes of its archive; every failure is a value.
struct CustomerTrainer: ~Copyable {
  private let configuration: WorkerConfiguration
  private let specificationDigest: ContentDigest
  private var reader: CustomerReader
  private var fitter: ModelFitter
  private var writer = ArtifactWriter()
  private let archives = ArtifactReader()

  enum Result {
    case archive([UInt8], TrainedCustomer)
    /// The archive that stands there is the one this run would make.
    case adopted(TrainedCustomer)
    case failed(CustomerFailure)
  }

  init(_ configuration: WorkerConfiguration, specificationDigest: ContentDigest) {
    self.configuration = configuration
    self.specificationDigest = specificationDigest
    reader = CustomerReader(
      options: configuration.reading.options,
      covariates: configuration.model.specification.covariateNames,
      future: configuration.folders.future)
    fitter = ModelFitter(spec: configuration.model.specification)
  }

  mutating func train(_ customer: CustomerID) -> Result {
    do throws(CustomerFailure) {
      let reading = try read(customer)
      if let adopted = adopt(customer, reading) { return .adopted(adopted) }
      let fit = try fit(reading)
      return try encode(customer, reading, fit)
    } catch {
      return .failed(error)
    }
  }

  private mutating func read(_ customer: CustomerID) throws(CustomerFailure) -> SeriesReading {
    do throws(IngestError) {
      return try reader.read(customer, in: configuration.folders.data)
    } catch {
      throw CustomerFailure(reason: error.reason, message: "\(error)")
    }
  }

  private mutating func fit(_ reading: SeriesReading) throws(CustomerFailure) -> ModelFit {
    do throws(FitError) {
      return try fitter.fit(reading.series, covariates: reading.covariates)
    } catch {
      throw CustomerFailure(reason: error.reason, message: "\(error)")
    }
  }

  private mutating func encode(
    _ customer: CustomerID, _ reading: SeriesReading, _ fit: ModelFit
  ) throws(CustomerFailure) -> Result {
    let series = reading.series
    let manifest = ArtifactManifest(
      customer: customer, rows: fit.model.rows, firstTime: series.timestamps.first ?? 0,
      lastTime: fit.model.trainedThrough, interval: fit.model.interval,
      sourceDigest: reading.digest, specificationDigest: specificationDigest,
      accuracy: fit.accuracy)
    let state = ArtifactState(
      update: fit.state, watermark: reading.watermarks.watermark(atRow: fit.state.watermarkRow))
    do throws(ArtifactError) {
      let artifact = ModelArtifact(manifest: manifest, model: .fitted(fit.model), state: state)
      let bytes = try writer.encode(artifact)
      let notes = fit.notes.map(\.rawValue)
      return .archive(bytes, TrainedCustomer(manifest, reading, notes: notes))
    } catch {
      throw CustomerFailure(reason: error.reason, message: "\(error)")
    }
  }

  // An archive that cannot be read is none to adopt: it is replaced. What the fit remarked is not in
  // it, so an adopted customer's warnings are those of reading its file.
  private func adopt(_ customer: CustomerID, _ reading: SeriesReading) -> TrainedCustomer? {
    let folder = configuration.folders.artifacts
    guard
      let identity = try? FileIdentity(path: folder + "/" + customer.archiveName),
      identity.modifiedNanoseconds >= configuration.runStartedNanoseconds,
      let manifest = try? archives.readManifest(of: customer, in: folder),
      manifest.sourceDigest == reading.digest,
      manifest.specificationDigest == specificationDigest
    else { return nil }
    var trained = TrainedCustomer(manifest, reading, notes: [])
    trained.version = ArtifactVersion(identity).token
    return trained
  }
}

extension TrainedCustomer {
  fileprivate init(_ manifest: ArtifactManifest, _ reading: SeriesReading, notes: [String]) {
    let accuracy = manifest.accuracy
    self.init(
      rows: manifest.rows, warnings: reading.warnings.map { "\($0)" } + notes,
      accuracy: AccuracyRecord(
        mase: accuracy.mase, smape: accuracy.smape, coverage80: accuracy.coverage80),
      source: reading.identity, sourceDigest: reading.digest)
    firstTime = manifest.firstTime
    lastTime = manifest.lastTime
  }
}
