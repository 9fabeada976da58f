import Customers
import FileSystem
import ModelArtifacts
public import ModelRegistry

/// What a rollback or a promotion would do, customer by customer counted.
public struct ExchangePreview: Sendable {
  /// The run that would be undone or brought in.
  public let target: RunRecord
  /// The rollback or promotion that would go on; nil where a new one would begin.
  public let resumedRun: Int64?
  /// The finished one that leaves nothing to do.
  public let doneBy: Int64?
  /// Customers who have a model, and would have another one.
  public internal(set) var replaced = CustomerGroup()
  /// Customers who have none, and would have one.
  public internal(set) var added = CustomerGroup()
  /// Customers who would have none any more.
  public internal(set) var removed = CustomerGroup()
  /// Customers of the run who have what they would have.
  public internal(set) var unchanged = 0
  /// Customers of whom the one that goes on has made an end.
  public internal(set) var done = 0
  /// Of a promotion: whether the staged models were made with other options than the served ones.
  public internal(set) var changesSpecification = false
  /// Why it would be refused; nil where it would not.
  public internal(set) var refusal: HistoryError?

  private let directory: String
  /// Archives that stand already and are passed over.
  private var standing = 0
  private var doneCustomers: Set<String> = []

  init(
    of target: RunRecord, _ exchange: ExchangeRun, doneBy: Int64?, _ registry: Registry,
    in directory: String
  ) throws(RegistryError) {
    self.target = target
    self.doneBy = doneBy
    self.directory = directory
    resumedRun = exchange.resumed?.id
    guard let resumedRun else { return }
    var doneCustomers: Set<String> = []
    try registry.forEachOutcome(of: resumedRun) { customer, status in
      if status != .failed { doneCustomers.insert(customer) }
    }
    self.doneCustomers = doneCustomers
  }

  /// Counts a customer for whom an archive would be put in place.
  ///
  /// - Parameters:
  ///   - customer: Whose.
  ///   - version: The archive's token where it may stand already; nil where that is not known.
  mutating func place(_ customer: CustomerID, version: String? = nil) {
    guard !isDone(customer) else { return }
    // What cannot be looked at is replaced, or says so then.
    guard let identity = try? FileIdentity(path: directory + "/" + customer.archiveName) else {
      return added.add(customer.text)
    }
    if ArtifactVersion(identity).token == version {
      unchanged += 1
      standing += 1
    } else {
      replaced.add(customer.text)
    }
  }

  /// Counts a customer whose archive would be taken away.
  mutating func withdraw(_ customer: CustomerID) {
    guard !isDone(customer) else { return }
    if Directory.hasEntry(at: directory + "/" + customer.archiveName) {
      removed.add(customer.text)
    } else {
      unchanged += 1
    }
  }

  /// Customers who have an outcome when all is done.
  var customers: Int {
    replaced.customers + added.customers + removed.customers + unchanged - standing + done
  }

  private mutating func isDone(_ customer: CustomerID) -> Bool {
    guard doneCustomers.contains(customer.text) else { return false }
    done += 1
    return true
  }
}
