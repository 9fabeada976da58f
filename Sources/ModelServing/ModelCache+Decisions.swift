import Customers
import ModelArtifacts

extension ModelCache {
  /// The model, where it can be answered at once.
  mutating func resident(_ customer: CustomerID, now: Instant) -> Model? {
    let oldest = oldestFresh(now)
    guard let resident = residents.visit(customer, where: { $0.seen > oldest }) else { return nil }
    counts.hits += 1
    return resident.model
  }

  /// What becomes of a request.
  ///
  /// - Parameters:
  ///   - customer: Whose model is asked for.
  ///   - waiter: A name of the caller, used once, under which `finished` gives it back.
  ///   - now: The time of the request.
  /// - Returns: An answer, or that the caller waits.
  mutating func request(_ customer: CustomerID, waiter: Waiter, now: Instant) -> Answer {
    if let model = resident(customer, now: now) { return .ready(.success(model)) }
    if let error = freshFailure(customer, now: now) { return .ready(.failure(error)) }
    if waiters[customer] != nil {
      waiters[customer, default: []].append(waiter)
      counts.coalesced += 1
      return .wait(starting: nil)
    }
    let read = read(of: customer)
    guard
      reading < limits.concurrentReads || !read.known.isEmpty
        || queuedLoads.count < limits.queuedLoads
    else {
      counts.refused += 1
      return .ready(.failure(.overloaded(queuedLoads: queuedLoads.count)))
    }
    counts.misses += 1
    waiters[customer] = [waiter]
    return .wait(starting: admit(read))
  }

  /// Forgets a caller that waits no longer; the read goes on.
  mutating func cancel(_ waiter: Waiter, of customer: CustomerID) {
    waiters[customer]?.removeAll { $0 == waiter }
  }

  /// Drops all that is known of a customer; a read under way is done once more.
  ///
  /// - Parameter customer: Whose archive may be another one from now on.
  /// - Returns: The model, to be dropped by the caller, outside of its lock.
  mutating func forget(_ customer: CustomerID) -> Model? {
    if waiters[customer] != nil { outdated.insert(customer) }
    _ = failures.remove(customer)
    let model = drop(customer)
    if model != nil { counts.removals += 1 }
    return model
  }

  /// Takes in what a read brought.
  ///
  /// - Parameters:
  ///   - read: The read that ended.
  ///   - outcome: What it brought.
  ///   - started: When it began; the file was seen then or later.
  /// - Returns: Who is to be woken with what, and what is to be read next.
  mutating func finished(_ read: Read, _ outcome: Outcome, started: Instant) -> Completion {
    var completion = Completion()
    let customer = read.customer
    guard outdated.remove(customer) == nil else {
      completion.starting = [Read(customer: customer, known: [])]
      return completion
    }
    switch outcome {
    case .unchanged: completion.result = unchanged(read, started)
    case .missing: completion = missing(customer, started)
    case .loaded(let model, let version, let sizeBytes):
      completion = loaded(
        customer, Resident(model: model, version: version, seen: started), sizeBytes)
    case .failed(let error, let version):
      completion.result = failed(customer, error, version, started)
    }
    if completion.result == nil {
      completion.starting = [Read(customer: customer, known: [])]
      return completion
    }
    completion.waiters = waiters.removeValue(forKey: customer) ?? []
    reading -= 1
    while reading < limits.concurrentReads, let next = nextQueued() {
      reading += 1
      completion.starting.append(next)
    }
    return completion
  }

  /// What the cache holds now.
  func statistics(now: Instant) -> CacheStatistics {
    var counts = counts
    counts.oldestUseAge = lastUses.oldest.map { max(.zero, $0.duration(to: now)) }
    counts.residentModels = residents.count
    counts.residentBytes = residents.totalSize
    counts.capacityBytes = limits.cacheBytes
    counts.rememberedFailures = failures.count
    counts.pendingReads = waiters.count
    return counts
  }
}

// MARK: - Which read, and when

extension ModelCache {
  /// What was seen later than this needs no look at the disk.
  private func oldestFresh(_ now: Instant) -> Instant {
    now.advanced(by: .zero - limits.freshness)
  }

  private mutating func freshFailure(_ customer: CustomerID, now: Instant) -> ServingError? {
    let oldest = oldestFresh(now)
    guard let failure = failures.visit(customer, where: { $0.seen > oldest }) else { return nil }
    counts.negativeHits += 1
    return failure.error
  }

  private mutating func read(of customer: CustomerID) -> Read {
    let resident = residents.update(customer) { [$0.version, $0.refused].compactMap(\.self) }
    let failure = failures.update(customer) { [$0.version].compactMap(\.self) }
    return Read(customer: customer, known: resident ?? failure ?? [])
  }

  /// The read, where it can start at once; queued otherwise.
  private mutating func admit(_ read: Read) -> Read? {
    if reading < limits.concurrentReads {
      reading += 1
      return read
    }
    // A check is one look at a file's status and holds up a customer whose model is here, so checks
    // pass the loads; their number is bounded by what is resident or remembered.
    if read.known.isEmpty { queuedLoads.append(read) } else { queuedChecks.append(read) }
    return nil
  }

  private mutating func nextQueued() -> Read? {
    while let read = queuedChecks.popFirst() ?? queuedLoads.popFirst() {
      guard waiters[read.customer]?.isEmpty == true else { return read }
      // All who asked have gone meanwhile.
      waiters[read.customer] = nil
      outdated.remove(read.customer)
    }
    return nil
  }
}

// MARK: - What a read brought

extension ModelCache {
  /// Nil where what was unchanged fell out of memory meanwhile, so that it must be read after all.
  private mutating func unchanged(
    _ read: Read, _ started: Instant
  ) -> Result<Model, ServingError>? {
    counts.unchanged += 1
    touch(read.customer, started)
    if let resident = residents.visit(read.customer) { return .success(resident.model) }
    failures.update(read.customer) { $0.seen = started }
    return failures.visit(read.customer).map { .failure($0.error) }
  }

  private mutating func missing(_ customer: CustomerID, _ started: Instant) -> Completion {
    counts.missing += 1
    var completion = Completion(result: .failure(.unknownCustomer(customer)))
    if let old = drop(customer) { completion.released = [old] }
    remember(.unknownCustomer(customer), of: customer, version: nil, started)
    return completion
  }

  private mutating func loaded(
    _ customer: CustomerID, _ resident: Resident, _ sizeBytes: Int
  ) -> Completion {
    counts.loads += 1
    _ = failures.remove(customer)
    counts.newestModelNanoseconds = max(
      counts.newestModelNanoseconds ?? .min, resident.version.modifiedNanoseconds)
    let insertion = residents.insert(resident, for: customer, size: sizeBytes)
    if insertion.isKept { lastUses.note(resident.seen) } else { counts.overBudget += 1 }
    counts.evictions += insertion.evicted.count
    if insertion.replaced != nil { counts.replacements += 1 }
    let dropped = insertion.evicted + [insertion.replaced].compactMap(\.self)
    for old in dropped { lastUses.forget(old.seen) }
    let released = dropped.map(\.model)
    return Completion(result: .success(resident.model), released: released)
  }

  /// A bad new archive leaves the old model in place; without one, the failure is remembered.
  private mutating func failed(
    _ customer: CustomerID, _ error: ArtifactError, _ version: ArtifactVersion?, _ started: Instant
  ) -> Result<Model, ServingError> {
    counts.failedLoads += 1
    if version == nil { counts.failedReads += 1 }
    residents.update(customer) { $0.refused = version }
    touch(customer, started)
    if let resident = residents.visit(customer) { return .success(resident.model) }
    // What failed without a version failed at the disk: the next request tries again.
    if version != nil { remember(.artifact(error), of: customer, version: version, started) }
    return .failure(.artifact(error))
  }

  /// The model, used at that time; nothing where it is not resident.
  private mutating func touch(_ customer: CustomerID, _ instant: Instant) {
    let last = residents.update(customer) { resident in
      defer { resident.seen = instant }
      return resident.seen
    }
    if let last { lastUses.note(instant, after: last) }
  }

  private mutating func drop(_ customer: CustomerID) -> Model? {
    guard let resident = residents.remove(customer) else { return nil }
    lastUses.forget(resident.seen)
    return resident.model
  }

  private mutating func remember(
    _ error: ServingError, of customer: CustomerID, version: ArtifactVersion?, _ started: Instant
  ) {
    let failure = Failure(error: error, version: version, seen: started)
    _ = failures.insert(failure, for: customer, size: 1)
  }
}
