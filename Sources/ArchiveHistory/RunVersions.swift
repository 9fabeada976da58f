public import Customers
public import FileSystem

/// All that one run has replaced, by customer.
///
/// A customer is in it once: where a run has saved two versions, because it was cut off over the
/// customer, the one that stood before the run counts. In memory about 100 bytes a customer.
public struct RunVersions: Sendable {
  private struct Entry {
    let version: SavedVersion
    let pack: Int
  }

  private let packs: [VersionPack]
  /// By customer, then by age.
  private let entries: [Entry]

  /// Reads the indexes of a run.
  ///
  /// - Parameter packs: Of the run.
  /// - Throws: Where an index cannot be read.
  public init(_ packs: [VersionPack]) throws(FileSystemError) {
    var entries: [Entry] = []
    for (number, pack) in packs.enumerated() {
      try pack.forEachVersion { entries.append(Entry(version: $0, pack: number)) }
    }
    self.packs = packs
    self.entries = entries.sorted {
      ($0.version.customer, $0.version.age) < ($1.version.customer, $1.version.age)
    }
  }

  public var isEmpty: Bool { entries.isEmpty }

  /// Whether the run has replaced, or was about to replace, the customer's archive.
  ///
  /// - Complexity: O(log *n*).
  public func contains(_ customer: CustomerID) -> Bool {
    var range = entries.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let found = entries[middle].version.customer
      if found == customer { return true }
      range = found < customer ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return false
  }

  /// What stood before the run, of each customer once, in the order of their IDs.
  public struct Predecessor: Sendable {
    public let customer: CustomerID
    // None where the customer had no archive. One version that was saved twice, as a crash leaves
    // it, is there twice.
    fileprivate let contents: [(content: SavedContent, pack: VersionPack)]

    /// Whether the customer had no archive.
    public var isNone: Bool { contents.isEmpty }

    /// The archive's token where it stood; nil where there was none.
    public var version: String? { contents.first?.content.version }

    /// The archive's bytes.
    ///
    /// - Returns: Nil where what the pack holds is not what was saved.
    /// - Throws: Where a pack cannot be read.
    public func bytes() throws(FileSystemError) -> [UInt8]? {
      for (content, pack) in contents {
        if let bytes = try pack.bytes(of: content) { return bytes }
      }
      return nil
    }
  }

  /// Customers, each once.
  public var predecessors: some Sequence<Predecessor> {
    sequence(state: entries.startIndex) { place in
      guard place < entries.endIndex else { return nil }
      let first = entries[place].version
      var contents: [(content: SavedContent, pack: VersionPack)] = []
      while place < entries.endIndex, entries[place].version.customer == first.customer {
        let entry = entries[place]
        if let content = entry.version.content, content.version == first.content?.version {
          contents.append((content, packs[entry.pack]))
        }
        place += 1
      }
      return Predecessor(customer: first.customer, contents: contents)
    }
  }
}

extension SavedVersion {
  /// The less, the older; none at all is oldest.
  fileprivate var age: Int64 { content?.modifiedNanoseconds ?? .min }
}

extension VersionPack {
  /// Nil where they are not what was saved.
  fileprivate func bytes(of content: SavedContent) throws(FileSystemError) -> [UInt8]? {
    let bytes: [UInt8]
    do throws(RegularFileError) {
      bytes = try RegularFile(opening: path, followingLink: false)
        .read(at: content.offset, count: content.length)
    } catch {
      switch error {
      case .missing, .notRegular, .tooLarge: return nil
      case .system(let error): throw error
      }
    }
    return ContentDigest(of: bytes) == content.digest ? bytes : nil
  }
}
