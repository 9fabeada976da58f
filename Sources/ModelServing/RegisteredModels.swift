public import Customers
public import Logging
import ModelArtifacts
import Synchronization

/// The models that a platform has told us of, each a name and a path, as the contract of SageMaker's
/// multi-model containers has it.
///
/// A registration is forgotten only when it is taken back: the platform remembers what it has loaded.
/// Whether the model is in memory is another matter, decided by the cache; one that fell out is read
/// again when it is next asked for.
public final class RegisteredModels: Sendable {
  public struct Entry: Hashable, Sendable {
    public let name: CustomerID
    public let path: String
  }

  /// The most registrations, at about 350 bytes each.
  public static let maximumCount = 1_000_000

  private final class Table: Sendable {
    let paths: Mutex<RegisteredPaths>

    init(limit: Int) {
      paths = Mutex(RegisteredPaths(limit: limit))
    }
  }

  private let root: String
  private let cacheBytes: Int
  private let table: Table
  private let repository: ModelRepository

  /// - Parameters:
  ///   - root: The folder below which models may stand, each in `<any>/model`.
  ///   - limits: How much to hold in memory, and how fresh it must be.
  ///   - maximumCount: The most registrations.
  ///   - logger: Hears of archives that cannot be read.
  public init(
    root: String, limits: ServingLimits = ServingLimits(),
    maximumCount: Int = RegisteredModels.maximumCount, logger: Logger
  ) {
    let table = Table(limit: maximumCount)
    let stopwatch = LoadStopwatch()
    let source = ArchiveSource(stopwatch: stopwatch) { name in
      table.paths.withLock { $0.path(of: name) }
    }
    self.root = root
    cacheBytes = limits.cacheBytes
    self.table = table
    repository = ModelRepository(
      limits: limits, logger: logger, now: { .now }, stopwatch: stopwatch,
      isFolderReadable: { true },
      reading: { source.outcome(of: $0) })
  }

  /// Registers and reads a model.
  ///
  /// - Parameters:
  ///   - name: Opaque; by it the model is asked for.
  ///   - path: An archive, or the folder that it was unpacked to.
  /// - Throws: Where it cannot be served; it is not registered then.
  public func register(_ name: CustomerID, path: String) async throws(RegistrationError) {
    guard isAllowed(path) else { throw .notAllowed(path: path, root: root) }
    try table.paths.withLock { paths throws(RegistrationError) in
      try paths.reserve(name, path: path)
    }
    // What the name stood for before may still be remembered, or on its way.
    repository.forget(name)
    do throws(RegistrationError) {
      try await read(name, path)
    } catch {
      drop(name)
      throw error
    }
    table.paths.withLock { $0.list(name) }
  }

  /// Takes a registration back; the memory is free afterwards.
  public func unregister(_ name: CustomerID) throws(RegistrationError) {
    guard table.paths.withLock({ $0.isListed(name) }) else { throw .unknown(name: name.text) }
    drop(name)
  }

  /// The entry of a name; nil where it is not registered.
  public func entry(of name: CustomerID) -> Entry? {
    table.paths.withLock { paths in
      guard paths.isListed(name), let path = paths.path(of: name) else { return nil }
      return Entry(name: name, path: path)
    }
  }

  /// A page of all entries, in the order of their names.
  ///
  /// - Parameters:
  ///   - last: The last name of the page before; the first page where it is nil.
  ///   - limit: The most entries.
  /// - Returns: The entries, and the name after which the next page begins; nil after the last one.
  public func page(
    after last: CustomerID?, limit: Int
  ) -> (entries: [Entry], next: CustomerID?) {
    table.paths.withLock { paths in
      let names = paths.names(after: last, limit: limit + 1)
      let entries = names.prefix(limit).compactMap { name in
        paths.path(of: name).map { Entry(name: name, path: $0) }
      }
      return (entries, names.count > limit ? entries.last?.name : nil)
    }
  }

  /// The model of a name, from memory or from its path.
  public func model(of name: CustomerID) async throws(ServingError) -> ServedModel {
    guard table.paths.withLock({ $0.isListed(name) }) else { throw .unknownCustomer(name) }
    return try await repository.model(of: name)
  }

  /// Ends the waits of those who have waited so long; the reads go on for others.
  public func endWaits(longerThan longest: Duration) { repository.endWaits(longerThan: longest) }

  public var statistics: CacheStatistics { repository.statistics }
  public var loadTimes: LoadTimes { repository.loadTimes }
  /// How many models are registered.
  public var count: Int { table.paths.withLock(\.count) }

  private func read(_ name: CustomerID, _ path: String) async throws(RegistrationError) {
    let model: ServedModel
    do {
      model = try await repository.model(of: name)
    } catch {
      switch error {
      case .unknownCustomer: throw .missing(path: path)
      case .artifact(let cause): throw .unreadable(name: name.text, reason: cause.reason)
      case .overloaded, .cancelled: throw .overloaded
      }
    }
    guard model.sizeBytes <= cacheBytes else {
      throw .tooLarge(name: name.text, sizeBytes: model.sizeBytes, limitBytes: cacheBytes)
    }
  }

  private func drop(_ name: CustomerID) {
    table.paths.withLock { $0.remove(name) }
    repository.forget(name)
  }

  /// `<root>/<hash>/model`, or something below it; nothing that could lead elsewhere.
  private func isAllowed(_ path: String) -> Bool {
    guard path.hasPrefix(root + "/") else { return false }
    let parts = path.dropFirst(root.count + 1).split(
      separator: "/", omittingEmptySubsequences: false)
    return parts.count >= 2 && parts[1] == "model"
      && parts.allSatisfy { part in
        part != "." && part != ".." && !part.isEmpty && part.utf8.allSatisfy(Self.isPlain)
      }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
