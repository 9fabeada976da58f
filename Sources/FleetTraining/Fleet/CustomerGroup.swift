/// Customers of whom the same is said.
public struct CustomerGroup: Hashable, Sendable {
  public private(set) var customers = 0
  /// The first few by name.
  public private(set) var examples: [String] = []

  private static let exampleCount = 3

  mutating func add(_ customer: String) {
    customers += 1
    if examples.count < Self.exampleCount { examples.append(customer) }
  }
}
