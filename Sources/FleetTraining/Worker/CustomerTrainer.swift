import ArchiveHistory
import Customers
import FileSystem
import Forecasting
import ModelArtifacts
import ModelRegistry
import SeriesIngest

/// Takes one customer from its file to the bytes of its archive; every failure is a value.
struct CustomerTrainer: ~Copyable {
  let configuration: WorkerConfiguration
  let specificationDigest: ContentDigest
  var reader: CustomerReader
  var fitter: ModelFitter
  private var writer = ArtifactWriter()
  let archives = ArtifactReader()

  enum Result {
    case archive([UInt8], TrainedCustomer, replacing: Standing = .something)
    /// The archive that stands there is the one this run would make.
    case adopted(TrainedCustomer)
    /// The file holds what the archive that stands there was made from.
    case unchanged(TrainedCustomer)
    case failed(CustomerFailure)
  }

  /// What stands under a customer's name, as far as that was looked at.
  enum Standing {
    case nothing
    case something
    case archive(StandingArchive)
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

  /// What becomes of a customer.
  ///
  /// - Parameters:
  ///   - customer: Whose turn it is.
  ///   - hasDrifted: Whether the errors of the model that stands are no longer what they were.
  /// - Returns: The archive, or why there is none.
  mutating func train(_ customer: CustomerID, hasDrifted: Bool = false) -> Result {
    do throws(CustomerFailure) {
      if let rules = configuration.nightly {
        return try bringUpToDate(customer, rules, hasDrifted: hasDrifted)
      }
      let reading = try read(customer)
      let (identity, standing) = look(at: customer)
      if let identity, let adopted = adopt(customer, reading, identity) {
        return .adopted(adopted)
      }
      return try archive(customer, reading, try fit(reading), .fitted(nil), replacing: standing)
    } catch {
      return .failed(error)
    }
  }

  mutating func read(_ customer: CustomerID) throws(CustomerFailure) -> SeriesReading {
    do throws(IngestError) {
      return try reader.read(customer, in: configuration.folders.data)
    } catch {
      throw CustomerFailure(reason: error.reason, message: "\(error)")
    }
  }

  mutating func fit(_ reading: SeriesReading) throws(CustomerFailure) -> ModelFit {
    do throws(FitError) {
      return try fitter.fit(reading.series, covariates: reading.covariates)
    } catch {
      throw CustomerFailure(reason: error.reason, message: "\(error)")
    }
  }

  /// The archive of a model.
  ///
  /// - Parameters:
  ///   - customer: Whose it is.
  ///   - reading: Of all rows, or of those from a watermark on.
  ///   - fit: Of the reading.
  ///   - origin: How it came about.
  ///   - firstTime: Of the first row ever absorbed; that of the reading where nil.
  ///   - standing: What the archive is to replace.
  /// - Returns: Its bytes, and what is to be said of it.
  /// - Throws: `CustomerFailure` where the model cannot be written.
  mutating func archive(
    _ customer: CustomerID, _ reading: SeriesReading, _ fit: ModelFit, _ origin: ModelOrigin,
    firstTime: Int64? = nil, replacing standing: Standing = .something
  ) throws(CustomerFailure) -> Result {
    let manifest = ArtifactManifest(
      customer: customer, rows: fit.model.rows,
      firstTime: firstTime ?? reading.series.timestamps.first ?? 0,
      lastTime: fit.model.trainedThrough, interval: fit.model.interval,
      sourceDigest: reading.digest, specificationDigest: specificationDigest,
      accuracy: fit.accuracy)
    let state = ArtifactState(
      update: fit.state, watermark: reading.watermarks.watermark(atRow: fit.state.watermarkRow),
      outlook: fit.model.outlook)
    do throws(ArtifactError) {
      let artifact = ModelArtifact(manifest: manifest, model: .fitted(fit.model), state: state)
      let bytes = try writer.encode(artifact)
      var trained = TrainedCustomer(
        manifest, warnings: Self.warnings(reading) + fit.notes.map(\.rawValue),
        source: reading.identity)
      trained.origin = origin
      return .archive(bytes, trained, replacing: standing)
    } catch {
      throw CustomerFailure(reason: error.reason, message: "\(error)")
    }
  }

  private func look(at customer: CustomerID) -> (FileIdentity?, Standing) {
    let path = configuration.folders.artifacts + "/" + customer.archiveName
    do throws(FileSystemError) {
      return (try FileIdentity(path: path), .something)
    } catch {
      return (nil, error.isMissing ? .nothing : .something)
    }
  }

  // An archive that cannot be read is none to adopt: it is replaced. What the fit remarked is not in
  // it, so an adopted customer's warnings are those of reading its file.
  private func adopt(
    _ customer: CustomerID, _ reading: SeriesReading, _ identity: FileIdentity
  ) -> TrainedCustomer? {
    let folder = configuration.folders.artifacts
    guard identity.modifiedNanoseconds >= configuration.runStartedNanoseconds,
      let manifest = try? archives.readManifest(of: customer, in: folder),
      manifest.sourceDigest == reading.digest,
      manifest.specificationDigest == specificationDigest
    else { return nil }
    var trained = TrainedCustomer(
      manifest, warnings: Self.warnings(reading), source: reading.identity)
    trained.version = ArtifactVersion(identity).token
    return trained
  }

  private static func warnings(_ reading: SeriesReading) -> [String] {
    reading.warnings.map { "\($0)" }
  }
}

extension TrainedCustomer {
  init(_ manifest: ArtifactManifest, warnings: [String], source: FileIdentity) {
    let accuracy = manifest.accuracy
    self.init(
      rows: manifest.rows, warnings: warnings,
      accuracy: AccuracyRecord(
        mase: accuracy.mase, smape: accuracy.smape, coverage80: accuracy.coverage80),
      source: source, sourceDigest: manifest.sourceDigest)
    firstTime = manifest.firstTime
    lastTime = manifest.lastTime
  }
}
