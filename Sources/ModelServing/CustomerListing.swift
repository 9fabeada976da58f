public import Customers
import Dispatch
public import FileSystem
import Glibc
import Logging
public import ModelArtifacts
import Synchronization

/// The customers of an artifacts folder, listed now and then in the background.
///
/// Nobody waits for a listing but who asks before the first one is there.
public final class CustomerListing: Sendable {
  /// What became of the newest attempt to list the folder.
  private typealias Listing = Result<CustomerList, FileSystemError>

  private struct State {
    var listing: Listing?
    /// Nil where the folder may have changed without a change of its time.
    var folderTime: Int64?
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let directory: String
  private let logger: Logger
  private let state = Mutex(State())
  private let thread = DispatchQueue(label: "fleetcast.listing")

  /// - Parameters:
  ///   - directory: The artifacts folder; it need not exist yet.
  ///   - logger: Hears of a folder that cannot be listed.
  init(directory: String, logger: Logger) {
    self.directory = directory
    self.logger = logger
  }

  /// Lists the folder at once, and again after each interval until the task is cancelled.
  public func run(every interval: Duration) async {
    while !Task.isCancelled {
      await refresh()
      // Thrown only where the task is cancelled, which ends the loop.
      try? await Task.sleep(for: interval)
    }
  }

  /// Lists the folder anew, unless it is as it was.
  public func refresh() async {
    await withCheckedContinuation { continuation in
      thread.async {
        self.list()
        continuation.resume()
      }
    }
  }

  /// How many customers the newest listing has; nil before the first.
  public var count: Int? {
    guard case .success(let list)? = state.withLock({ $0.listing }) else { return nil }
    return list.count
  }

  /// A page of the customers, in the order of their IDs.
  ///
  /// - Parameters:
  ///   - globs: Whom to list: those whom any of them means.
  ///   - last: The last customer of the page before; the first page where it is nil.
  ///   - limit: The most customers; fewer where some have vanished since the listing.
  /// - Returns: The customers with what stands there now, and the one after which the next page
  ///   begins; nil after the last page.
  /// - Throws: What the system says of a folder that has never been listed.
  public func page(
    of globs: [CustomerGlob] = [.all], after last: CustomerID?, limit: Int
  ) async throws(FileSystemError) -> (
    customers: [(id: CustomerID, version: ArtifactVersion)], next: CustomerID?
  ) {
    let list = try await newest().get()
    let start = last.map { Self.place(after: $0, in: list) } ?? 0
    return await withCheckedContinuation { continuation in
      thread.async { [directory] in
        // One more than the page, to know whether there is another.
        let found = Self.customers(of: globs, in: list, from: start, atMost: limit + 1)
        let ids = found.prefix(limit)
        let reader = ArtifactReader()
        let customers = ids.compactMap { id in
          // What cannot be looked at is told to whoever asks for its forecast.
          (try? reader.version(of: id, in: directory)).map { (id, $0) }
        }
        continuation.resume(returning: (customers, found.count > limit ? ids.last : nil))
      }
    }
  }

  private static func customers(
    of globs: [CustomerGlob], in list: CustomerList, from start: Int, atMost limit: Int
  ) -> [CustomerID] {
    if globs.contains(.all) { return Array(list[start...].prefix(limit)) }
    var found: [CustomerID] = []
    // Only where a pattern's beginning leads: a token may mean ten customers of a million.
    for places in places(of: globs, in: list) {
      let places = places.clamped(to: start..<max(start, list.endIndex))
      found += list[places].lazy.filter { id in globs.contains { $0.matches(id) } }
        .prefix(limit - found.count)
      if found.count == limit { break }
    }
    return found
  }

  /// Where customers may stand whom a pattern means: rising, and none twice.
  private static func places(
    of globs: [CustomerGlob], in list: CustomerList
  ) -> [Range<Int>] {
    let ranges = globs.map { list.indices(beginningWith: $0.literalPrefix) }
      .sorted { $0.lowerBound < $1.lowerBound }
    return ranges.reduce(into: []) { merged, range in
      // Of two beginnings that share customers one begins with the other.
      if let last = merged.last, range.lowerBound < last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
  }

  private func newest() async -> Listing {
    if let listing = state.withLock({ $0.listing }) { return listing }
    await withCheckedContinuation { continuation in
      let isListed = state.withLock { state in
        if state.listing == nil { state.waiters.append(continuation) }
        return state.listing != nil
      }
      if isListed { continuation.resume() }
    }
    return state.withLock { $0.listing } ?? .success(CustomerList([]))
  }

  private func list() {
    let time = folderTime()
    guard time == nil || time != state.withLock({ $0.folderTime }) else { return }
    let listing: Listing
    do {
      listing = .success(try ArchiveFolder(directory).customers())
    } catch {
      listing = .failure(error)
      logger.warning("the artifacts folder cannot be listed", metadata: ["error": "\(error)"])
    }
    let waiters = state.withLock { state in
      // A list that cannot be renewed is better than none.
      if case .failure = listing, case .success? = state.listing {} else { state.listing = listing }
      state.folderTime = time
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// When an entry of the folder last came or went, in nanoseconds; nil where that is so short ago
  /// that the next change may bear the same time.
  private func folderTime() -> Int64? {
    var status = stat()
    guard stat(directory, &status) == 0 else { return nil }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    guard now.tv_sec - status.st_mtim.tv_sec > 2 else { return nil }
    return Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }

  private static func place(after last: CustomerID, in list: CustomerList) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = low + (high - low) / 2
      if list[middle] <= last { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
