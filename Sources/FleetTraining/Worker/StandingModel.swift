import ArchiveHistory
import Customers
import Forecasting
import ModelArtifacts
import SeriesIngest

/// The model that stands for a customer when a night begins.
struct StandingModel {
  let archive: StandingArchive
  let manifest: ArtifactManifest
  let model: FittedModel
  let state: ArtifactState

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
      let artifact = try archives.decode(archive.bytes, of: customer)
      guard case .fitted(let model) = artifact.model else { return .none(.specification) }
      return .found(
        StandingModel(
          archive: archive, manifest: artifact.manifest, model: model, state: artifact.state))
    } catch {
      return .none(.archive)
    }
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
      let end = state.update.endOfFullFit(model)
    else { return false }
    let length = max(limit, 1)
    return (newest - end) / length > (model.trainedThrough - end) / length
  }
}
