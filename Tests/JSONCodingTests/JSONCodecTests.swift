import Foundation
import JSONCoding
import TestArtifacts
import Testing

/// The codec against Foundation's, which reads what ours writes and writes what ours reads.
struct JSONCodecTests {
  @Test(arguments: 0..<50)
  func `what is written reads back equal, here and in Foundation`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let sample = Sample(&random, depth: 3)

    let bytes = try JSONTextEncoder().encode(sample)

    #expect(try JSONTextDecoder().decode(Sample.self, from: bytes) == sample)
    #expect(try JSONDecoder().decode(Sample.self, from: Data(bytes)) == sample)
  }

  @Test(arguments: 0..<50)
  func `what Foundation writes is read, blanks and all`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let sample = Sample(&random, depth: 3)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .prettyPrinted

    let bytes = [UInt8](try encoder.encode(sample))

    #expect(try JSONTextDecoder().decode(Sample.self, from: bytes) == sample)
  }

  @Test func `members are sorted by name at every level`() throws {
    let value = ["b": ["z": 1, "a": 2, "m": 3], "a": [:], "aa": ["x": -4]]

    let bytes = try JSONTextEncoder().encode(value)

    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"a":{},"aa":{"x":-4},"b":{"a":2,"m":3,"z":1}}"#)
  }

  @Test func `equal dictionaries give equal bytes, whatever their order in memory`() throws {
    let pairs = (0..<100).map { ("key\($0)", $0) }
    let forward = Dictionary(uniqueKeysWithValues: pairs)
    var backward: [String: Int] = Dictionary(minimumCapacity: 1000)
    for (key, value) in pairs.reversed() { backward[key] = value }
    let encoder = JSONTextEncoder()

    let bytes = try encoder.encode(forward)

    #expect(try encoder.encode(backward) == bytes)
  }

  @Test func `a number that is not finite is refused by the name of its place`() {
    struct Inner: Encodable {
      let a = 1
      let values = [1, .nan]
    }

    #expect(throws: JSONCodingError.notEncodable("outer.values is nan")) {
      try JSONTextEncoder().encode(["outer": Inner()])
    }
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "01", "1.", ".5",
    "+1", "-", "1e", "0x10", "nan", "infinity", "tru", "nulll", "\"", "\"\\", "\"\n\"", "[1]]",
    "[1]x", "\u{0}", "[1,\u{0}]",
  ])
  func `what is no JSON is refused`(text: String) {
    #expect(throws: JSONCodingError.self) {
      try JSONTextDecoder().decode(Anything.self, from: Array(text.utf8))
    }
  }

  @Test(arguments: [
    (#""\u0041\n\/\"\\""#, "A\n/\"\\"), (#""\ud83d\ude00""#, "😀"), (#""é""#, "é"),
  ])
  func `escapes are read`(text: String, meaning: String) throws {
    #expect(try JSONTextDecoder().decode([String].self, from: Array("[\(text)]".utf8)) == [meaning])
  }

  @Test(arguments: [#""\x""#, #""\u12""#, #""\u12g4""#, #""\ud83d""#, "\"\u{FFFD}"])
  func `a malformed string is refused`(text: String) {
    #expect(throws: JSONCodingError.self) {
      try JSONTextDecoder().decode([String].self, from: Array("[\(text)]".utf8))
    }
  }

  @Test func `thirty-two levels are read and no more`() throws {
    func nested(_ levels: Int) -> [UInt8] {
      [UInt8](repeating: UInt8(ascii: "["), count: levels)
        + [UInt8](repeating: UInt8(ascii: "]"), count: levels)
    }

    #expect(throws: Never.self) { try JSONTextDecoder().decode(Anything.self, from: nested(32)) }
    #expect(throws: JSONCodingError.self) {
      try JSONTextDecoder().decode(Anything.self, from: nested(33))
    }
    #expect(throws: JSONCodingError.self) {
      try JSONTextDecoder().decode(Anything.self, from: nested(1_000_000))
    }
  }

  @Test(arguments: [
    (#"{"outer":{"a":1}}"#, "outer.values is missing"),
    (#"{"outer":{"a":1,"values":3}}"#, "outer.values: expected an array"),
    (#"{"outer":{"a":1,"values":[1,"2"]}}"#, "outer.values.[1]: expected a number"),
    (#"{"outer":{"a":1.5,"values":[]}}"#, "outer.a: expected a whole number"),
    (#"{"outer":[]}"#, "outer: expected an object"),
    (#"{"outer":{"a":300,"values":[]}}"#, "outer.a: expected a whole number"),
    (#"{"outer":{"a":1,"values":[1e999]}}"#, "outer.values.[0]: expected a number"),
  ])
  func `a value of another kind is named by its place`(text: String, sentence: String) {
    struct Inner: Decodable {
      let a: UInt8
      let values: [Double]
    }

    #expect(throws: JSONCodingError.malformed(sentence)) {
      try JSONTextDecoder().decode([String: Inner].self, from: Array(text.utf8))
    }
  }

  @Test(arguments: 0..<20)
  func `a damaged text is refused or read, and never worse`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let sample = Sample(&random, depth: 3)
    let good = try JSONTextEncoder().encode(sample)

    for _ in 0..<200 {
      var bytes = good
      let place = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      default: bytes.removeSubrange(place...)
      }
      let ours = Result { try JSONTextDecoder().decode(Sample.self, from: bytes) }
      let theirs = Result { try JSONDecoder().decode(Sample.self, from: Data(bytes)) }
      // Foundation lets pass what is no JSON in places; what both read must be the same.
      if let ours = try? ours.get(), let theirs = try? theirs.get() { #expect(ours == theirs) }
    }
  }
}

/// Takes any JSON as it is.
private struct Anything: Decodable {
  init(from decoder: any Decoder) {}
}

/// One of everything that a model may hold.
private struct Sample: Codable, Equatable {
  enum Choice: Codable, Equatable {
    case plain
    case loaded(Double, name: String)
  }

  enum Word: String, Codable { case one, two }

  let isSet: Bool
  let small: Int8
  let large: Int64
  let unsigned: UInt64
  let single: Float
  let number: Double
  let text: String
  let nothing: Double?
  let something: Int?
  let numbers: [Double]
  let rows: [[Double]]
  let optionals: [Int?]
  let table: [String: Double]
  let choices: [Choice]
  let word: Word
  let inner: [Sample]

  init(_ random: inout SeededRandom, depth: Int) {
    func double() -> Double {
      let value = Double(bitPattern: random.next())
      return value.isFinite ? value : Double(Int8(truncatingIfNeeded: random.next()))
    }
    func array<Element>(_ element: () -> Element) -> [Element] {
      (0..<Int.random(in: 0...3, using: &random)).map { _ in element() }
    }
    isSet = Bool.random(using: &random)
    small = Int8(truncatingIfNeeded: random.next())
    large = Int64(bitPattern: random.next())
    unsigned = random.next()
    single = Float(Int16(truncatingIfNeeded: random.next())) / 8
    number = double()
    text = ["", "plain", "\"q\\\u{1}\n\u{1f}", "é😀", "a/b"].randomElement(using: &random) ?? ""
    nothing = nil
    something = Bool.random(using: &random) ? 7 : nil
    numbers = array(double)
    rows = array { array(double) }
    optionals = array { Bool.random(using: &random) ? 1 : nil }
    table = Dictionary(array { ("k\(random.next() % 5)", double()) }) { $1 }
    choices = array {
      Bool.random(using: &random) ? .plain : .loaded(double(), name: "\(random.next())")
    }
    word = Bool.random(using: &random) ? .one : .two
    inner = depth == 0 ? [] : array { Sample(&random, depth: depth - 1) }
  }
}
