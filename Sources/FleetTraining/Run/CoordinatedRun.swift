import ArchiveHistory
import Customers
import FileSystem
import Forecasting
import Logging
import ModelRegistry
import PrintableText

/// All that stays the same while a run lasts.
struct CoordinatedRun: Sendable {
  let record: RunRecord
  let settings: TrainingSettings
  /// Absolute, without symbolic links.
  let dataFolder: String
  let layout: TrainingLayout
  let customers: RunCustomers
  let specificationDigest: ContentDigest
  /// Those whose errors were beyond their limits when the run was opened.
  let drifted: PlaceSet
  let writer: RegistryWriter
  let logger: Logger
  /// The clock, in milliseconds since 1970-01-01 UTC.
  let now: @Sendable () -> Int64

  /// Whether no customer is to be begun any more, so that those in hand are done by the deadline.
  var isDeadlineNear: Bool {
    guard let deadline = settings.deadlineMilliseconds else { return false }
    return now() >= deadline - Int64(settings.limits.grace / .milliseconds(1))
  }

  func configuration(ofWorker worker: Int) -> WorkerConfiguration {
    var folders = WorkerFolders(
      data: dataFolder, future: settings.future?.path,
      artifacts: settings.stage.map(layout.stage) ?? layout.artifacts,
      temporary: layout.temporary(ofWorker: worker), lock: layout.workersLock)
    if settings.runsToKeepPrevious > 0, settings.stage == nil {
      folders.previous = layout.previous.stem(ofWorker: worker, run: record.id)
    }
    var configuration = WorkerConfiguration(
      folders: folders,
      model: ModelRules(
        specification: settings.specification, digest: specificationDigest.hexadecimal),
      reading: ReadingRules(settings.reading),
      runStartedNanoseconds: record.startedMilliseconds * 1_000_000, batch: settings.batch)
    if record.kind == .retrain { configuration.nightly = settings.nightly }
    return configuration
  }

  /// What a result says of the live accuracy; nil where that is nothing, as of models in a stage.
  func night(_ result: CustomerResult, place: Int) -> NightScores.Night? {
    guard record.stage == nil, case .trained(let trained) = result.ending else { return nil }
    return NightScores.Night(
      customer: customers[place].text, score: trained.score,
      beginsAnew: record.kind == .train || trained.origin.reason == .drift)
  }

  func outcome(_ result: CustomerResult, place: Int, attempt: Int) -> RecordedOutcome {
    let customer = customers[place]
    switch result.ending {
    case .trained(let trained):
      return outcome(trained, trained.status, of: customer, result.durationMicroseconds, attempt)
    case .adopted(let trained):
      return outcome(trained, .adopted, of: customer, result.durationMicroseconds, attempt)
    case .unchanged(let trained):
      return RecordedOutcome(unchanged: artifact(trained, of: customer))
    case .failed(let failure):
      return RecordedOutcome(
        OutcomeRecord(
          customer: customer.text, status: .failed, reason: failure.reason,
          message: failure.message.printable,
          durationMicroseconds: result.durationMicroseconds, attempt: attempt))
    }
  }

  private func outcome(
    _ trained: TrainedCustomer, _ status: OutcomeStatus, of customer: CustomerID,
    _ durationMicroseconds: Int64, _ attempt: Int
  ) -> RecordedOutcome {
    RecordedOutcome(
      OutcomeRecord(
        customer: customer.text, status: status, reason: trained.origin.reason?.rawValue,
        message: status == .kept ? Self.keptMessage : nil,
        warnings: trained.warnings, rows: trained.rows,
        durationMicroseconds: durationMicroseconds, accuracy: trained.accuracy, attempt: attempt),
      // What is staged stands for no customer before it is promoted.
      artifact: settings.stage == nil ? artifact(trained, of: customer) : nil)
  }

  private func artifact(_ trained: TrainedCustomer, of customer: CustomerID) -> ArtifactRecord {
    ArtifactRecord(
      customer: customer, version: trained.version, source: trained.source,
      sourceDigest: trained.sourceDigest, specificationDigest: specificationDigest,
      firstTime: trained.firstTime, lastTime: trained.lastTime)
  }

  /// Of a customer over whom two workers died.
  ///
  /// - Parameters:
  ///   - death: The second worker's.
  ///   - place: The customer's.
  ///   - lastWords: The end of what that worker said on its standard error.
  /// - Returns: A failure.
  func outcome(_ death: WorkerDeath, place: Int, lastWords: String) -> RecordedOutcome {
    var message = "\(death), and before that another worker over the same customer"
    if !lastWords.isEmpty { message += "; its last words: \(lastWords.suffix(Self.wordsKept))" }
    return RecordedOutcome(
      OutcomeRecord(
        customer: customers[place].text, status: .failed, reason: death.reason, message: message,
        attempt: 2))
  }

  private static let keptMessage =
    "a fit to all rows had an error on held-back rows more than a tenth above that of the model with"
    + " the new rows absorbed"

  /// A stack trace has its cause near its beginning, but the end is what a signal leaves for certain.
  private static let wordsKept = 600
}

extension TrainedCustomer {
  fileprivate var status: OutcomeStatus {
    switch origin {
    case .fitted: .trained
    case .updated: .updated
    case .kept: .kept
    }
  }

}
