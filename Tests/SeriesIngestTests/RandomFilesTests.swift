import Customers
import Forecasting
import SeriesIngest
import Testing

/// The same numbers in every run, so that a failure can be looked into.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

private let times = [
  "2024-02-29", "2024-03-01T10:00:00", "2024-03-01 10:00", "2024-12-31T23:59:59.5",
  "2024-03-01T10:00:00+01:00", "2024-03-01T10:00:00Z", "1709251200", "20240301", "0",
]
private let values = [
  "1", "-12.5", "664.7512931223434", "1e-7", "", "NA", "nan", ".5", "+3.", "1e22",
]

// The parser has a quick way for plain rows; quotes force the careful one.
@Test(arguments: 0..<20)
func `a row reads the same with quotes and without`(seed: UInt64) throws {
  var generator = Generator(state: seed)
  for time in times {
    let fields = (0..<50).map { _ in
      (time, values.randomElement(using: &generator) ?? "")
    }
    // A first row settles the kind of the times, and is read the careful way by both.
    let plain = fields.map { "x,\($0),\($1)\n" }.joined()
    let quoted = fields.map { "\"x\", \"\($0)\" ,\"\($1)\"\r\n" }.joined()
    let customer = try CustomerID("x")

    let one = try SeriesCSVReader().read(plain, customer: customer)
    let other = try SeriesCSVReader().read(quoted, customer: customer)

    #expect(one.series.timestamps == other.series.timestamps)
    #expect(one.series.values.map(\.bitPattern) == other.series.values.map(\.bitPattern))
    #expect(one.warnings == other.warnings)
  }
}

@Test(arguments: 0..<20)
func `no bytes bring the reader down, and what it reads is in order`(seed: UInt64) throws {
  var generator = Generator(state: seed &+ 1_000)
  let alphabet = Array("0123456789-:T Z+.,;\t\"\r\n eENanulxé\u{0}\u{FEFF}".utf8)
  for _ in 0..<200 {
    var bytes = Array("ds,y\n2024-01-01,1\n2024-01-02T10:00:00,2.5\n2024-01-03,NA\n".utf8)
    if Bool.random(using: &generator) { bytes.removeFirst(5) }
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let byte = alphabet.randomElement(using: &generator) ?? 0
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[place] = byte
      case 1: bytes.insert(byte, at: place)
      default: bytes.removeSubrange(place..<min(place + 3, bytes.count - 1))
      }
    }
    do {
      let series = try SeriesCSVReader().read(bytes.span).series
      #expect(series.count > 0)
      #expect(zip(series.timestamps, series.timestamps.dropFirst()).allSatisfy { $0 < $1 })
    } catch {
      #expect(!error.reason.isEmpty)
      #expect(error.description.utf8.allSatisfy { $0 >= 0x20 })
    }
  }
}
