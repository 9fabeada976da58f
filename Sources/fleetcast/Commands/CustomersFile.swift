import Customers
import FileSystem

/// A list of customers in a file: one ID a line; blank lines and those that begin with # are
/// passed over.
enum CustomersFile {
  private static let maximumBytes: Int64 = 256 << 20

  static func read(_ path: String) throws(CommandFailure) -> CustomerList {
    var customers = CustomerList.Builder()
    var isEmpty = true
    for (index, line) in try bytes(of: path).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).enumerated() {
      let name = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      guard let first = name.first, first != UInt8(ascii: "#") else { continue }
      do throws(CustomerIDError) {
        try customers.append(bytes: Array(name).span)
        isEmpty = false
      } catch {
        throw CommandFailure(status: .usage, message: "\(path), line \(index + 1): \(error)")
      }
    }
    guard !isEmpty else {
      throw CommandFailure(status: .usage, message: "\(path) names no customer: one ID a line")
    }
    return customers.build()
  }

  private static func bytes(of path: String) throws(CommandFailure) -> [UInt8] {
    do throws(RegularFileError) {
      return try RegularFile(opening: path).readWhole(limit: maximumBytes)
    } catch {
      throw CommandFailure(status: .usage, message: "--customers: \(error)")
    }
  }
}
