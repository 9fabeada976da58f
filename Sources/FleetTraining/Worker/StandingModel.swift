import ArchiveHistory
import Customers
import Forecasting
import ModelArtifacts
import SeriesIngest

/// The model that stands for a customer when a night begins.
struct StandingModel {
  let archive: StandingArchive
  let grid: TimeGrid
  private let artifact: ArtifactAroundModel
  /// Nil where the state tells all that most nights need of it.
  private let model: FittedModel?

  var manifest: ArtifactManifest { artifact.manifest }
  var state: ArtifactState { artifact.state }

  enum Finding {
    case found(StandingModel)
    /// Nothing stands there that could be updated.
    case none(FitReason)
  }

  static func read(
    _ customer: CustomerID, in folder: String, _ archives: ArtifactReader
  ) -> Finding {
    do throws(ArtifactError) {
      // What cannot be read is an archive all the same, and no reason to stop: it is replaced.
      guard let archive = try? StandingArchive(of: customer, in: folder) else {
        return .none(try archives.version(of: customer, in: folder) == nil ? .new : .archive)
      }
      let artifact = try archives.decodeAroundModel(archive.bytes, of: customer)
      if let outlook = artifact.state.outlook, outlook.belongs(to: artifact.manifest) {
        return .found(
          StandingModel(archive: archive, grid: outlook.grid, artifact: artifact, model: nil))
      }
      guard case .fitted(let model) = try artifact.model() else { return .none(.specification) }
      return .found(
        StandingModel(archive: archive, grid: model.grid, artifact: artifact, model: model))
    } catch {
      return .none(.archive)
    }
  }

  /// Whether there is a model to go on with, which an outlook does not say.
  var hasReadableModel: Bool { model != nil || (try? artifact.model())?.fitted != nil }

  /// How the model foretold the rows after its last one; nil where none can be compared.
  func score(on reading: SeriesReading) -> LiveScore? {
    if model == nil, case .score(let score) = state.outlook?.score(on: reading.series) {
      return score
    }
    // A model that cannot be read foretold nothing; it is replaced tonight.
    guard let model = model ?? (try? artifact.model())?.fitted else { return nil }
    return model.score(on: reading.series, covariates: reading.covariates)
  }

  /// Of the rows that are summed up; nil where none are.
  var absorbedSource: AbsorbedSource? {
    guard !state.update.isEmpty, let watermark = state.watermark else { return nil }
    return AbsorbedSource(
      watermark: watermark, digest: manifest.sourceDigest, firstTimestamp: manifest.firstTime)
  }

  /// Why nothing is summed up that could be updated.
  func reasonWithoutSource(_ spec: ModelSpec) -> FitReason {
    if spec.hasFeatures { return .features }
    return state.update.isEmpty ? .shortSeries : .archive
  }

  /// Whether the rows now go so far beyond the last full fit that another one was asked for.
  ///
  /// That is each time that so much has come again: a model that outlived its refit waits for the
  /// next.
  func isDue(_ reading: SeriesReading, _ rules: NightlyRules) -> Bool {
    guard let limit = rules.refitEverySeconds, let newest = reading.series.timestamps.last,
      let end = state.update.endOfFullFit(on: grid)
    else { return false }
    let length = max(limit, 1)
    return (newest - end) / length > (manifest.lastTime - end) / length
  }
}

extension Outlook {
  fileprivate func belongs(to manifest: ArtifactManifest) -> Bool {
    trainedThrough == manifest.lastTime && grid.interval == manifest.interval
  }
}

extension CustomerModel {
  fileprivate var fitted: FittedModel? {
    if case .fitted(let model) = self { model } else { nil }
  }
}
