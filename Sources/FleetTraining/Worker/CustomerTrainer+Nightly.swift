import Customers
import FileSystem
import Forecasting
import ModelArtifacts
import ModelRegistry
import SeriesIngest

/// A customer's night: the model that stands takes in what is new in the file, or another is fitted.
extension CustomerTrainer {
  /// - Parameters:
  ///   - customer: Whose night it is.
  ///   - rules: Of the night.
  ///   - hasDrifted: Whether the errors of the model that stands are no longer what they were.
  /// - Returns: What became of the customer.
  /// - Throws: `CustomerFailure` where there is no model.
  mutating func bringUpToDate(
    _ customer: CustomerID, _ rules: NightlyRules, hasDrifted: Bool
  ) throws(CustomerFailure) -> Result {
    switch try plan(customer, rules) {
    case .keep(let standing, let source): return try settle(customer, standing, source)
    case .update(let standing, let reading):
      return try update(customer, standing, reading, wish: hasDrifted ? .drift : nil)
        .replacing(standing, newRowsIn: reading)
    case .refit(let reading?, .scheduled, let standing?):
      return try update(customer, standing, reading, wish: hasDrifted ? .drift : .scheduled)
        .replacing(standing, newRowsIn: reading)
    case .refit(let given, let reason, let standing):
      let reading = if let given { given } else { try read(customer) }
      // What is fitted every night begins a chart of its own when it has drifted.
      return try refit(customer, reading, hasDrifted && standing != nil ? .drift : reason)
        .replacing(standing, newRowsIn: reading)
    }
  }

  /// What becomes of a customer.
  enum Plan {
    case keep(StandingModel, FileIdentity)
    case update(StandingModel, SeriesReading)
    /// With what has been read of the file, and the model that stands, if there is any.
    case refit(SeriesReading?, FitReason, StandingModel?)
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
    case .found(let found): return .refit(nil, .specification, found)
    case .none(let reason): return .refit(nil, reason, nil)
    }
    switch try readRecent(customer, since: standing, rules) {
    case .unchanged(let source):
      return standing.hasReadableModel
        ? .keep(standing, source) : .refit(nil, .archive, standing)
    case .changed(let reading, let reason): return .refit(reading, reason, standing)
    case .recent(let reading):
      return standing.isDue(reading, rules)
        ? .refit(reading, .scheduled, standing) : .update(standing, reading)
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

  // Where there is a wish, a fit to all rows takes the model's place unless it is clearly worse.
  private mutating func update(
    _ customer: CustomerID, _ standing: StandingModel, _ reading: SeriesReading,
    wish: FitReason?
  ) throws(CustomerFailure) -> Result {
    let update: ModelUpdate
    do throws(FitError) {
      update = try fitter.update(
        standing.state.update, on: standing.grid, with: reading.series)
    } catch {
      throw CustomerFailure(reason: error.reason, message: "\(error)")
    }
    switch update {
    case .refit(let reason): return try refit(customer, reading, wish ?? reason)
    case .updated(let champion):
      var origin = ModelOrigin.updated
      if let wish {
        let whole = reading.isWhole ? reading : try read(customer)
        let challenger = try fit(whole)
        guard ChampionRule.keeps(champion.accuracy, against: challenger.accuracy) else {
          return try archive(customer, whole, challenger, .fitted(wish))
        }
        origin = .kept(wish)
      }
      return try archive(
        customer, reading, champion, origin,
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

extension CustomerTrainer.Result {
  /// With what it replaces, and how that foretold the new rows.
  fileprivate func replacing(
    _ standing: StandingModel?, newRowsIn reading: SeriesReading
  ) -> CustomerTrainer.Result {
    guard let standing, case .archive(let bytes, var trained, _) = self else { return self }
    trained.score = standing.score(on: reading).map(ScoreRecord.init)
    return .archive(bytes, trained, replacing: .archive(standing.archive))
  }
}
