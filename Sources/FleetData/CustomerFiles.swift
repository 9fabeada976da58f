import Customers
import FileSystem
import SeriesIngest

/// Writes the rows of one spool to its customers' files.
///
/// When too much waits in memory, all of it goes to the files, each open for a moment.
struct CustomerFiles {
  private let directory: Directory
  private var places: [CustomerID: Int] = [:]
  private var customers: [CustomerID] = []
  private var waiting: [[UInt8]] = []
  private var waitingBytes = 0

  private let waitingLimit: Int
  /// The first line of each file.
  private let header: [UInt8]

  /// - Parameters:
  ///   - directory: Has no files of the customers to come.
  ///   - header: The first line of each.
  ///   - memoryBytes: For the rows that wait.
  init(in directory: Directory, header: [UInt8], memoryBytes: Int) {
    self.directory = directory
    self.header = header
    waitingLimit = memoryBytes
  }

  /// How many customers have been seen.
  var count: Int { customers.count }

  /// Takes whole lines of customer, time, value and what else there is.
  mutating func append(_ lines: Span<UInt8>) throws(FileSystemError) {
    var start = 0
    while start < lines.count {
      var comma = start
      while lines[comma] != .comma { comma += 1 }
      var end = comma
      while lines[end] != .newline { end += 1 }
      let place = place(of: lines.extracting(start..<comma))
      waiting[place].append(lines.extracting((comma + 1)...end))
      waitingBytes += end - comma
      start = end + 1
      if waitingBytes >= waitingLimit { try flush() }
    }
  }

  private mutating func place(of customer: Span<UInt8>) -> Int {
    let customer = CustomerID(checked: customer)
    if let place = places[customer] { return place }
    places[customer] = customers.count
    customers.append(customer)
    waiting.append(header)
    return customers.count - 1
  }

  /// Writes what waits.
  mutating func flush() throws(FileSystemError) {
    for place in customers.indices where !waiting[place].isEmpty {
      let path = directory.path(of: customers[place].text + ".csv")
      try OutputFile(path, from: .end).write(waiting[place])
      waiting[place] = []
    }
    waitingBytes = 0
  }
}
