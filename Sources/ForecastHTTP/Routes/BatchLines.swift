import HTTPTypes

/// The lines of a batch that ask something, in a body that counts in its budgets as long as they are
/// held.
struct BatchLines: Sendable {
  /// More are refused without a look at the rest of them.
  static let mostLines = 10_000
  /// Of one line: a question with many covariates and the longest horizon.
  static let mostLineBytes = 1 << 20

  private struct Place {
    /// In the body as it was sent, from 1.
    let number: Int
    /// In the body as it is held.
    var bytes: Range<Int>
  }

  private var body: HeldBody
  private var places: [Place]

  /// Looks for them once, and holds on to nothing that is worth less than it takes.
  ///
  /// - Parameter body: Lines that are blank ask nothing, and count.
  /// - Throws: The problem of a body that asks nothing, or too much.
  init(of body: HeldBody) throws(Problem) {
    self.body = body
    places = try body.withBytes(Self.places)
    guard !places.isEmpty else {
      throw Problem(kind: .badBody, detail: "no line asks anything; send a JSON object a line")
    }
    let textBytes = places.reduce(0) { $0 + $1.bytes.count }
    // A copy of nearly all of it would need more for a while than it would ever give back.
    if textBytes < body.count / 2 { pack(textBytes) }
  }

  var count: Int { places.count }

  /// As what a line is told of in the answer.
  func number(of index: Int) -> Int { places[index].number }

  /// The text of a line; nil where it is longer than any that is read.
  func text(of index: Int) -> [UInt8]? {
    let place = places[index].bytes
    guard place.count <= Self.mostLineBytes else { return nil }
    return body.withBytes { Array($0[place]) }
  }

  private mutating func pack(_ textBytes: Int) {
    var text: [UInt8] = []
    text.reserveCapacity(textBytes)
    body.withBytes { bytes in
      for index in places.indices {
        let start = text.count
        text += bytes[places[index].bytes]
        places[index].bytes = start..<text.count
      }
    }
    body.keep(text)
  }

  private static func places(in bytes: [UInt8]) throws(Problem) -> [Place] {
    var places: [Place] = []
    var (number, start, isBlank) = (1, 0, true)
    // The end of the body ends the last line.
    for index in 0...bytes.count {
      let byte = index < bytes.count ? bytes[index] : UInt8(ascii: "\n")
      guard byte == UInt8(ascii: "\n") else {
        isBlank = isBlank && (byte == 0x20 || byte == 0x0D || byte == 0x09)
        continue
      }
      if !isBlank {
        guard places.count < mostLines else { throw tooMany }
        places.append(Place(number: number, bytes: start..<index))
      }
      (number, start, isBlank) = (number + 1, index + 1, true)
    }
    return places
  }

  private static let tooMany = Problem(
    kind: .bodyTooLarge, detail: "these are too many lines: send at most \(mostLines) at a time")
}
