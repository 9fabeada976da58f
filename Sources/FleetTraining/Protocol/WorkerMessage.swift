/// What a worker says to the coordinator, one line each.
package enum WorkerMessage: Hashable, Sendable {
  /// The first line.
  case hello(version: Int)
  /// The customer sent as number `sequence`, counted from 0, is in hand now.
  case started(sequence: Int)
  /// No customer is in hand; files are being put in place.
  case publishing
  /// Of the next customers in the order they were sent; their archives are durable.
  case outcomes([CustomerResult])
  /// Something that concerns the whole fleet, such as a full disk; the last line.
  case failed(String)

  /// Raised with every change of the protocol's meaning.
  package static let version = 1
}

extension WorkerMessage {
  /// The message as a line, with its newline.
  package var line: [UInt8] {
    var text = JSONText()
    switch self {
    case .hello(let version):
      text.append(raw: "{\"hello\":")
      text.append(version)
    case .started(let sequence):
      text.append(raw: "{\"started\":")
      text.append(sequence)
    case .publishing: text.append(raw: "{\"publishing\":true")
    case .outcomes(let results):
      text.append(raw: "{\"outcomes\":[")
      for (index, result) in results.enumerated() {
        if index > 0 { text.append(raw: ",") }
        result.append(to: &text)
      }
      text.append(raw: "]")
    case .failed(let message):
      text.append(raw: "{\"failed\":")
      text.append(message)
    }
    text.append(raw: "}\n")
    return text.bytes
  }

  /// Reads a line without its newline.
  package init(line: ArraySlice<UInt8>) throws(ProtocolError) {
    var cursor = JSONCursor(line)
    try cursor.expect("{")
    let name = try cursor.string()
    try cursor.expect(":")
    switch name {
    case "started": self = .started(sequence: try cursor.integer())
    case "publishing":
      self = .publishing
      for scalar in "true".unicodeScalars { try cursor.expect(scalar) }
    case "outcomes": self = .outcomes(try Self.results(&cursor))
    case "hello": self = .hello(version: try cursor.integer())
    case "failed": self = .failed(try cursor.string())
    default: throw .unknownMessage(name)
    }
    try cursor.expect("}")
    try cursor.expectEnd()
  }

  private static func results(_ cursor: inout JSONCursor) throws(ProtocolError) -> [CustomerResult]
  {
    var results: [CustomerResult] = []
    try cursor.expect("[")
    while !cursor.take("]") {
      if !results.isEmpty { try cursor.expect(",") }
      results.append(try CustomerResult(&cursor))
    }
    return results
  }
}
