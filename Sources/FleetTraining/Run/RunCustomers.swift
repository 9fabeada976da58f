import Customers
import ModelRegistry

/// The customers of this machine's shard, by their places in it.
struct RunCustomers: Sendable {
  let list: CustomerList
  let shard: Shard

  var count: Int { shard.size(of: list.count) }

  subscript(place: Int) -> CustomerID { list[shard.listIndex(ofPlace: place)] }

  func place(of customer: String) -> Int? {
    // What is no valid ID (a file with a bad name) is in no list.
    guard let id = try? CustomerID(customer), let index = list.index(of: id) else { return nil }
    return shard.place(ofListIndex: index)
  }
}
