import Customers

/// Which names stand for which paths; what is being registered is not listed yet.
struct RegisteredPaths: Sendable {
  private struct Entry {
    let path: String
    var isListed = false
  }

  private let limit: Int
  private var entries: [CustomerID: Entry] = [:]
  /// Those that are listed.
  private var names = SortedNames()

  init(limit: Int) {
    self.limit = limit
  }

  var count: Int { names.count }

  /// The path of a name that is registered or being registered.
  func path(of name: CustomerID) -> String? { entries[name]?.path }

  func isListed(_ name: CustomerID) -> Bool { entries[name]?.isListed ?? false }

  mutating func reserve(_ name: CustomerID, path: String) throws(RegistrationError) {
    guard entries[name] == nil else { throw .alreadyRegistered(name: name.text) }
    guard entries.count < limit else { throw .tooMany(limit: limit) }
    entries[name] = Entry(path: path)
  }

  mutating func list(_ name: CustomerID) {
    guard entries[name]?.isListed == false else { return }
    entries[name]?.isListed = true
    names.insert(name)
  }

  mutating func remove(_ name: CustomerID) {
    guard let entry = entries.removeValue(forKey: name), entry.isListed else { return }
    names.remove(name)
  }

  /// The names after one, in the order of their bytes.
  func names(after last: CustomerID?, limit: Int) -> [CustomerID] {
    names.names(after: last, limit: limit)
  }
}
