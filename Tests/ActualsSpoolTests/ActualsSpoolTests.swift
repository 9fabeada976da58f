import ActualsSpool
import Customers
import Foundation
import TestFolders
import Testing

struct ActualsSpoolTests {
  private func actual(_ customer: String, _ timestamp: Int64, _ value: Double) throws -> Actual {
    Actual(customer: try CustomerID(customer), timestamp: timestamp, value: value)
  }

  private let name = "spool/actuals.csv"

  /// Of a spool that has had something in it.
  private func pass(over spool: ActualsSpool) throws -> SpoolPass {
    guard let pass = try spool.beginPass() else { throw CocoaError(.fileNoSuchFile) }
    return pass
  }

  @Test func `what was appended is read in the order of customers and times`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(folder: folder.path("spool"))
    let early = try actual("a", -5, 0.1)
    let late = try actual("a", 20, -1e300)
    let other = try actual("B", 3, 7)

    try spool.append([late, other])
    try spool.append([early])

    #expect(try spool.actuals() == [other, early, late])
    #expect(try ActualsSpool(folder: folder.path("none")).actuals().isEmpty)
  }

  @Test func `of one time the last value wins, however often it is sent`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(folder: folder.path("spool"))
    try spool.append([try actual("a", 1, 5), try actual("a", 1, 6)])
    try spool.append([try actual("a", 1, 7)])
    try spool.append([try actual("a", 1, 7)])

    #expect(try spool.actuals() == [try actual("a", 1, 7)])
  }

  @Test func `a line without the time of its arrival, as of an older version, counts from now`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("1,1672531200,2.5,b7b0a4db\n", to: name)
    let spool = ActualsSpool(folder: folder.path("spool"), limit: 1 << 20, partBytes: 1 << 20) { 9 }

    var pass = try pass(over: spool)
    let waiting = try pass.next()

    #expect(
      waiting?.first?.rows == [
        WaitingActuals.Row(timestamp: 1_672_531_200, value: 2.5, receivedSeconds: 9)
      ])
  }

  @Test func `a torn line is passed over and what is appended after it is not`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(folder: folder.path("spool"))
    try spool.append([try actual("a", 1, 5), try actual("b", 2, 6)])
    let whole = try Data(contentsOf: folder[name])
    for kept in 0...whole.count {
      try folder.write(whole.prefix(kept), to: name)

      try spool.append([try actual("c", 3, 7)])

      let found = try spool.actuals()
      #expect(found.last == (try actual("c", 3, 7)))
      #expect(
        found.dropLast().elementsEqual(
          try [actual("a", 1, 5), actual("b", 2, 6)].prefix(found.count - 1)))
    }
  }

  @Test func `a line that was changed is none`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(folder: folder.path("spool"))
    try spool.append([try actual("a", 1, 5)])
    let text = try folder.text(of: name)

    try folder.write(text.replacing("5.0", with: "6.0") + "x\nb,1,2\n,,,\n", to: name)

    #expect(try spool.actuals().isEmpty)
  }

  @Test func `a full spool takes all of a batch or nothing`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(
      folder: folder.path("spool"), limit: 60, partBytes: 4096
    ) { 1_700_000_000 }
    try spool.append([try actual("a", 1, 5)])
    let before = try Data(contentsOf: folder[name])

    #expect(throws: ActualsSpoolError.full(path: folder.path(name), limitBytes: 60)) {
      try spool.append(try (2..<6).map { try actual("a", $0, 5) })
    }

    #expect(try Data(contentsOf: folder[name]) == before)
  }

  @Test func `a delivery comes in as a whole, and leaves nothing beside the spool`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(folder: folder.path("spool"))
    try spool.append([try actual("a", 1, 5)])

    var delivery = try spool.beginDelivery()
    // More than it holds in memory.
    for time in 2..<60_000 { try delivery.add(try actual("a", Int64(time), 5)) }
    let before = try spool.actuals().count
    try delivery.commit()

    #expect(before == 1)
    #expect(try spool.actuals().map(\.timestamp) == Array(1..<60_000))
    #expect(try folder.names(in: "spool") == ["actuals.csv", "delivery-1.lock", "lock"])
  }

  @Test func `a delivery that is not committed, or for which there is no room, is none`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(
      folder: folder.path("spool"), limit: 120, partBytes: 4096
    ) { 1_700_000_000 }
    try spool.append([try actual("a", 1, 5), try actual("a", 2, 5)])
    let before = try Data(contentsOf: folder[name])

    #expect(throws: CocoaError.self) {
      var delivery = try spool.beginDelivery()
      try delivery.add(try actual("b", 1, 5))
      throw CocoaError(.fileReadCorruptFile)
    }
    #expect(throws: ActualsSpoolError.full(path: folder.path(name), limitBytes: 120)) {
      var delivery = try spool.beginDelivery()
      for time in 3..<6 { try delivery.add(try actual("a", Int64(time), 5)) }
      try delivery.commit()
    }

    #expect(try Data(contentsOf: folder[name]) == before)
    #expect(!folder.exists("spool/delivery-1.csv"))
  }

  @Test func `deliveries do not wait for each other, and one alone may be too much`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(folder: folder.path("spool"), limit: 120, partBytes: 4096) { 1 }

    var slow = try spool.beginDelivery()
    try slow.add(try actual("a", 1, 5))
    var quick = try spool.beginDelivery()
    try quick.add(try actual("b", 1, 5))
    try quick.commit()
    try slow.commit()

    #expect(try spool.actuals().map(\.customer.text) == ["a", "b"])
    #expect(throws: ActualsSpoolError.tooMany(limitBytes: 120)) {
      var delivery = try spool.beginDelivery()
      for time in 0..<9 { try delivery.add(try actual("a", Int64(time), 5)) }
    }
  }

  @Test func `what is kept is written anew without what came twice`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(folder: folder.path("spool"))
    try spool.append([try actual("a", 1, 5), try actual("a", 2, 5), try actual("b", 1, 5)])
    try spool.append([try actual("a", 2, 6)])

    try spool.keep { $0.customer.text == "a" && $0.timestamp > 1 }

    #expect(try spool.actuals() == [try actual("a", 2, 6)])
    #expect(try folder.text(of: name).split(separator: "\n").count == 1)
    #expect(try folder.names(in: "spool") == ["actuals.csv", "lock"])
  }

  @Test func `parts hold each customer once, whatever their number`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(
      folder: folder.path("spool"), limit: 1 << 20, partBytes: 500
    ) { 1_700_000_000 }
    let sent = try (0..<200).map { try actual("c\($0 % 40)", Int64($0 / 80), Double($0)) }
    try spool.append(sent)

    var parts: [[WaitingActuals]] = []
    do {
      var pass = try pass(over: spool)
      while let part = try pass.next() { parts.append(part) }
    }

    #expect(parts.count > 5)
    #expect(parts.joined().count == 40)
    #expect(Set(parts.joined().map(\.customer)).count == 40)
    #expect(parts.allSatisfy { $0.map(\.customer) == $0.map(\.customer).sorted() })
    // Of three times each the values of the last of two rounds, and of the last time one round's.
    let found = try #require(parts.joined().first { $0.customer.text == "c7" })
    #expect(found.rows.map(\.timestamp) == [0, 1, 2])
    #expect(found.rows.map(\.value) == [47, 127, 167])
    #expect(try spool.actuals().count == 120)
  }

  @Test func `what comes during a pass waits on, with what the pass keeps`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(folder: folder.path("spool"), limit: 1 << 20, partBytes: 4096) { 7 }
    try spool.append([try actual("a", 1, 5), try actual("a", 2, 6), try actual("b", 1, 5)])

    var pass = try pass(over: spool)
    let part = try #require(try pass.next())
    try spool.append([try actual("late", 3, 8)])
    try pass.keep(part[0].rows.suffix(1), of: part[0].customer)
    let ended = try pass.next()
    try pass.finish()

    #expect(ended == nil)
    #expect(try spool.actuals() == [actual("a", 2, 6), actual("late", 3, 8)])
    #expect(part[0].rows.map(\.receivedSeconds) == [7, 7])
    #expect(try folder.names(in: "spool") == ["actuals.csv", "lock"])
  }

  @Test func `a pass that does not finish leaves all as it was, and the next one does`() throws {
    let folder = try TemporaryFolder()
    let spool = ActualsSpool(folder: folder.path("spool"))
    try spool.append(try (0..<60_000).map { try actual("a", Int64($0), 1) })
    do {
      var pass = try pass(over: spool)
      let part = try #require(try pass.next())
      try pass.keep(part[0].rows, of: part[0].customer)
    }
    let left = try folder.names(in: "spool")

    try spool.keep { $0.timestamp == 5 }

    #expect(left.contains("next.csv"))
    #expect(try spool.actuals() == [actual("a", 5, 1)])
    #expect(try folder.names(in: "spool") == ["actuals.csv", "lock"])
  }
}
