public import Customers
import FileSystem
import GRDB

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How fresh a fleet's data is.
public struct Freshness: Hashable, Sendable {
  /// Customers with an archive.
  public let customers: Int
  /// Of the newest row of any customer, in seconds since 1970-01-01; nil without customers.
  public let newestTime: Int64?
  /// Customers whose last row is older than the newest by more than was asked.
  public let stale: Int
}

/// A customer whose data ends long before the fleet's.
public struct StaleCustomer: Hashable, Sendable, Codable {
  public let customer: String
  /// Of the customer's last row, in seconds since 1970-01-01.
  public let lastTime: Int64
}

extension Registry {
  /// The archive that stands for a customer; nil where none does.
  ///
  /// - Parameter customer: Whose.
  /// - Returns: As the last run that replaced it recorded it.
  /// - Throws: `RegistryError`.
  public func artifact(of customer: CustomerID) throws(RegistryError) -> ArtifactRecord? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT \(ArtifactRecord.columns) FROM artifacts WHERE customer = ?",
        arguments: [customer.text]
      ).map(ArtifactRecord.init(inOrder:))
    }
  }

  /// Whether any customer has an archive.
  public func hasArtifacts() throws(RegistryError) -> Bool {
    try read { database in
      try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM artifacts)") ?? false
    }
  }

  /// How many customers have archives, and how many of them lag behind.
  ///
  /// - Parameter seconds: A customer is stale when its last row is older than the fleet's newest
  ///   by more than this.
  /// - Returns: Counts over the whole fleet.
  /// - Throws: `RegistryError`.
  public func freshness(staleAfter seconds: Int64) throws(RegistryError) -> Freshness {
    try read { database in
      let newest = try Int64.fetchOne(database, sql: "SELECT MAX(last_time) FROM artifacts")
      let customers = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM artifacts") ?? 0
      let stale = try Int.fetchOne(
        database, sql: "SELECT COUNT(*) FROM artifacts WHERE last_time < ?",
        arguments: [(newest ?? 0) - seconds])
      return Freshness(customers: customers, newestTime: newest, stale: stale ?? 0)
    }
  }

  /// One page of the customers whose data lags behind most, the oldest first.
  ///
  /// - Parameters:
  ///   - seconds: As for `freshness`.
  ///   - last: The last customer of the page before; nil for the first page.
  ///   - limit: The most customers returned.
  /// - Returns: Fewer than `limit` only on the last page; nothing where the whole fleet is fresh.
  /// - Throws: `RegistryError`.
  public func staleCustomers(
    staleAfter seconds: Int64, after last: StaleCustomer? = nil, limit: Int
  ) throws(RegistryError) -> [StaleCustomer] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT customer, last_time FROM artifacts
          WHERE last_time < (SELECT MAX(last_time) FROM artifacts) - ?
          AND (last_time, customer) > (?, ?) ORDER BY last_time, customer LIMIT ?
          """, arguments: [seconds, last?.lastTime ?? .min, last?.customer ?? "", limit]
      ).map { StaleCustomer(customer: $0["customer"], lastTime: $0["last_time"]) }
    }
  }

  /// Calls `body` for the archive of every customer, in the order of their IDs.
  ///
  /// Rows are streamed: a million of them take no memory.
  ///
  /// - Parameter body: Given each archive once.
  /// - Throws: `RegistryError`.
  public func forEachArtifact(
    _ body: (ArtifactRecord) -> Void
  ) throws(RegistryError) {
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT \(ArtifactRecord.columns) FROM artifacts ORDER BY customer")
      while let row = try rows.next() { body(try ArtifactRecord(inOrder: row)) }
    }
  }
}

extension ArtifactRecord {
  /// In the order that `init(inOrder:)` takes them.
  static let columns = """
    customer, version, source_size, source_mtime_ns, source_inode, source_digest,
    specification_digest, first_time, last_time
    """

  /// Takes a row of `columns`: found by place, a million of them cost half of what names do.
  init(inOrder row: Row) throws {
    guard let source = ContentDigest(bytes: row[5]),
      let specification = ContentDigest(bytes: row[6])
    else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a digest of the wrong length")
    }
    let inode: Int64 = row[4]
    self.init(
      customer: try CustomerID(row[0]), version: row[1],
      source: FileIdentity(
        sizeBytes: row[2], modifiedNanoseconds: row[3], inode: UInt64(bitPattern: inode)),
      sourceDigest: source, specificationDigest: specification, firstTime: row[7],
      lastTime: row[8])
  }
}
