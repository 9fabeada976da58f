import Customers
import FileSystem
import Forecasting
import ModelArtifacts
import SeriesIngest

/// A customer's night: the model that stands takes in what is new in the file, or another is fitted.
extension CustomerTrainer {
  mutating func bringUpToDate(
    _ customer: CustomerID, _ rules: NightlyRules
  ) throws(CustomerFailure) -> Result {
    switch try plan(customer, rules) {
    case .keep(let standing, let source): try settle(customer, standing, source)
    case .update(let standing, let reading): try update(customer, standing, reading)
    case .refit(let reading?, let reason): try refit(customer, reading, reason)
    case .refit(nil, let reason): try refit(customer, reason)
    }
  }

  /// What becomes of a customer.
  enum Plan {
    case keep(StandingModel, FileIdentity)
    case update(StandingModel, SeriesReading)
    /// With what has been read of the file, if anything.
    case refit(SeriesReading?, FitReason)
  }

  /// Finds out what is new, and how it can be taken in; that the rows fit the model's frame shows later.
  ///
  /// - Parameters:
  ///   - customer: Whose night it is.
  ///   - rules: Of the night.
  /// - Returns: What to do.
  /// - Throws: `CustomerFailure` where the file cannot be read.
  mutating func plan(
    _ customer: CustomerID, _ rules: NightlyRules
  ) throws(CustomerFailure) -> Plan {
    let standing: StandingModel
    switch StandingModel.read(customer, in: configuration.folders.artifacts, archives) {
    case .found(let found) where found.manifest.specificationDigest == specificationDigest:
      standing = found
    case .found: return .refit(nil, .specification)
    case .none(let reason): return .refit(nil, reason)
    }
    switch try readRecent(customer, since: standing, rules) {
    case .unchanged(let source): return .keep(standing, source)
    case .changed(let reading, let reason): return .refit(reading, reason)
    case .recent(let reading):
      return standing.isDue(reading, rules)
        ? .refit(reading, .scheduled) : .update(standing, reading)
    }
  }

  private mutating func readRecent(
    _ customer: CustomerID, since standing: StandingModel, _ rules: NightlyRules
  ) throws(CustomerFailure) -> RecentReading {
    guard let absorbed = standing.absorbedSource else {
      let reading = try read(customer)
      guard reading.digest != standing.manifest.sourceDigest else {
        return .unchanged(reading.identity)
      }
      return .changed(reading, standing.reasonWithoutSource(fitter.spec))
    }
    do throws(IngestError) {
      return try reader.readRecent(
        customer, in: configuration.folders.data, since: absorbed,
        verifying: rules.verifiesContent)
    } catch {
      throw CustomerFailure(reason: error.reason, message: "\(error)")
    }
  }

  /// The model before the new rows and the rows are both at hand here.
  private mutating func update(
    _ customer: CustomerID, _ standing: StandingModel, _ reading: SeriesReading
  ) throws(CustomerFailure) -> Result {
    let update: ModelUpdate
    do throws(FitError) {
      update = try fitter.update(standing.model, standing.state.update, with: reading.series)
    } catch {
      throw CustomerFailure(reason: error.reason, message: "\(error)")
    }
    switch update {
    case .refit(let reason): return try refit(customer, reading, reason)
    case .updated(let fit):
      return try archive(
        customer, reading, fit, .updated,
        firstTime: reading.isWhole ? nil : standing.manifest.firstTime)
    }
  }

  private mutating func refit(
    _ customer: CustomerID, _ reading: SeriesReading, _ reason: FitReason
  ) throws(CustomerFailure) -> Result {
    guard reading.isWhole else { return try refit(customer, reason) }
    return try archive(customer, reading, try fit(reading), .fitted(reason))
  }

  private mutating func refit(
    _ customer: CustomerID, _ reason: FitReason
  ) throws(CustomerFailure) -> Result {
    let reading = try read(customer)
    return try archive(customer, reading, try fit(reading), .fitted(reason))
  }

  /// The archive stands as it is; one that this run had put in place before it was cut off counts as
  /// done now.
  private func settle(
    _ customer: CustomerID, _ standing: StandingModel, _ source: FileIdentity
  ) throws(CustomerFailure) -> Result {
    let path = configuration.folders.artifacts + "/" + customer.archiveName
    do throws(FileSystemError) {
      let identity = try FileIdentity(path: path)
      var trained = TrainedCustomer(standing.manifest, warnings: [], source: source)
      trained.version = ArtifactVersion(identity).token
      return identity.modifiedNanoseconds >= configuration.runStartedNanoseconds
        ? .adopted(trained) : .unchanged(trained)
    } catch {
      throw CustomerFailure(reason: "artifact_unreadable", message: "\(error)")
    }
  }
}
