extension CustomerList {
  /// Collects customers in any order, such as that of a folder's entries.
  public struct Builder {
    private var names: [UInt8] = []
    private var ends: [Int] = []

    public init() {}

    public mutating func append(_ customer: CustomerID) {
      names.append(contentsOf: customer.text.utf8)
      ends.append(names.count)
    }

    /// Adds the customer of these bytes without making a text of them.
    ///
    /// - Parameter bytes: The ID, without a file's ending.
    /// - Throws: What the bytes break of the rules of an ID; nothing is added then.
    public mutating func append(bytes: Span<UInt8>) throws(CustomerIDError) {
      try CustomerID.check(bytes)
      for index in bytes.indices { names.append(bytes[index]) }
      ends.append(names.count)
    }

    /// The sorted list.
    ///
    /// - Complexity: O(*n* log *n*) comparisons, nearly all of one machine word each.
    public consuming func build() -> CustomerList {
      let prefix = commonPrefixLength()
      var keys: [SortKey] = []
      keys.reserveCapacity(ends.count)
      for index in ends.indices { keys.append(key(ofName: index, after: prefix)) }
      keys.sort { precedes($0, $1) }
      return list(of: keys)
    }

    private func range(ofName index: Int) -> Range<Int> {
      (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    private func commonPrefixLength() -> Int {
      guard !ends.isEmpty else { return 0 }
      let first = range(ofName: 0)
      var length = first.count
      for index in ends.indices.dropFirst() {
        let other = range(ofName: index)
        length = Swift.min(length, other.count)
        var equal = 0
        while equal < length, names[first.lowerBound + equal] == names[other.lowerBound + equal] {
          equal += 1
        }
        length = equal
      }
      return length
    }

    /// The eight bytes after what all names share, the first the most significant.
    ///
    /// No ID holds a zero byte, so that a shorter name sorts before its continuations.
    private func key(ofName index: Int, after prefix: Int) -> SortKey {
      let name = range(ofName: index)
      let start = name.lowerBound + prefix
      var word: UInt64 = 0
      for place in start..<(start + 8) {
        word = word << 8 | (place < name.upperBound ? UInt64(names[place]) : 0)
      }
      return SortKey(word: word, name: index)
    }

    private func precedes(_ left: SortKey, _ right: SortKey) -> Bool {
      guard left.word == right.word else { return left.word < right.word }
      return names[range(ofName: left.name)]
        .lexicographicallyPrecedes(names[range(ofName: right.name)])
    }

    private func list(of keys: [SortKey]) -> CustomerList {
      var sorted: [UInt8] = []
      sorted.reserveCapacity(names.count)
      var offsets: [Int] = []
      offsets.reserveCapacity(keys.count + 1)
      offsets.append(0)
      for key in keys {
        let name = names[range(ofName: key.name)]
        if sorted[(offsets.dropLast().last ?? 0)...].elementsEqual(name) { continue }
        sorted.append(contentsOf: name)
        offsets.append(sorted.count)
      }
      return CustomerList(sortedNames: sorted, offsets: offsets)
    }
  }

  private struct SortKey {
    let word: UInt64
    let name: Int
  }
}
