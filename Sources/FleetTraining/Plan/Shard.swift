/// Which part of the fleet this machine trains: customers `index`, `index + count`, … of the
/// sorted list.
public struct Shard: Hashable, Sendable, Codable {
  /// From 0, below `count`.
  public let index: Int
  /// How many machines share the fleet, at least 1.
  public let count: Int

  /// The whole fleet on one machine.
  public static let whole = Shard(unchecked: 0, of: 1)

  /// Nil unless 0 <= `index` < `count`.
  public init?(index: Int, of count: Int) {
    guard count >= 1, (0..<count).contains(index) else { return nil }
    self.init(unchecked: index, of: count)
  }

  private init(unchecked index: Int, of count: Int) {
    self.index = index
    self.count = count
  }

  /// How many of `customers` belong to this shard.
  package func size(of customers: Int) -> Int {
    customers > index ? (customers - index - 1) / count + 1 : 0
  }

  /// Where in the sorted list the shard's customer number `place` stands.
  package func listIndex(ofPlace place: Int) -> Int { index + place * count }

  /// The number, within the shard, of the customer at `listIndex`; nil where another shard has it.
  package func place(ofListIndex listIndex: Int) -> Int? {
    listIndex >= index && (listIndex - index) % count == 0 ? (listIndex - index) / count : nil
  }
}

extension Shard: CustomStringConvertible {
  public var description: String { "\(index)/\(count)" }
}
