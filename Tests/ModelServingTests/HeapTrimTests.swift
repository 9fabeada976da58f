import Testing

@testable import ModelServing

struct HeapTrimTests {
  private static let megabyte = 1 << 20

  @Test func `models that come and go within a full cache give nothing back`() {
    var trim = HeapTrim()

    let due = (0..<1000).map { trim.isDue(residentBytes: (90 + $0 % 8) * Self.megabyte) }

    #expect(!due.contains(true))
  }

  @Test func `each eight megabytes that have gone are given back once`() {
    var trim = HeapTrim()
    _ = trim.isDue(residentBytes: 100 * Self.megabyte)

    let due = stride(from: 100, through: 76, by: -1).filter { megabytes in
      trim.isDue(residentBytes: megabytes * Self.megabyte)
    }

    #expect(due == [92, 84, 76])
  }
}
