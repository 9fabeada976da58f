/// Many customers in one byte buffer, sorted by bytes, without repetition.
///
/// A customer costs the bytes of its ID and 8 more: at most 64 for IDs of up to 56 bytes.
public struct CustomerList: Sendable {
  private let names: [UInt8]
  /// Where each name begins in `names`, and at the end the length of it all.
  private let offsets: [Int]

  /// Takes customers in any order, repeated ones once.
  public init(_ customers: some Sequence<CustomerID>) {
    var builder = Builder()
    for customer in customers { builder.append(customer) }
    self = builder.build()
  }

  init(sortedNames names: [UInt8], offsets: [Int]) {
    self.names = names
    self.offsets = offsets
  }

  /// The bytes of memory that the list holds.
  public var sizeBytes: Int {
    names.capacity + offsets.capacity * MemoryLayout<Int>.stride
  }

  /// Where `customer` stands; nil where it does not.
  ///
  /// - Complexity: O(log *n*) comparisons.
  public func index(of customer: CustomerID) -> Int? {
    let wanted = customer.text.utf8.span
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if name(at: middle, precedes: wanted) { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == customer ? low : nil
  }

  /// Where the customers stand whose IDs begin with a text.
  ///
  /// - Parameter prefix: Nothing means everybody.
  /// - Returns: Empty where there are none.
  /// - Complexity: O(log *n*) comparisons.
  public func indices(beginningWith prefix: String) -> Range<Int> {
    let prefix = Array(prefix.utf8)
    let first = partitioningIndex { name(at: $0, precedes: prefix.span) }
    // From there on the names that begin with it come first.
    let end = partitioningIndex { $0 < first || name(at: $0, beginsWith: prefix) }
    return first..<end
  }

  /// How many names stand first of which the condition is true; of those behind it is false.
  private func partitioningIndex(_ isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func name(at index: Int, beginsWith prefix: [UInt8]) -> Bool {
    names[offsets[index]..<offsets[index + 1]].starts(with: prefix)
  }

  private func name(at index: Int, precedes wanted: Span<UInt8>) -> Bool {
    let start = offsets[index]
    let length = offsets[index + 1] - start
    for place in 0..<Swift.min(length, wanted.count) where names[start + place] != wanted[place] {
      return names[start + place] < wanted[place]
    }
    return length < wanted.count
  }
}

extension CustomerList: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { offsets.count - 1 }

  public subscript(index: Int) -> CustomerID {
    CustomerID(checked: names.span.extracting(offsets[index]..<offsets[index + 1]))
  }
}
