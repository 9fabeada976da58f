import JSONCoding

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
    var writer = JSONWriter(reservingBytes: 64)
    writer.object { append(to: &$0) }
    writer.lineFeed()
    return writer.bytes
  }

  private func append(to writer: inout JSONWriter) {
    switch self {
    case .hello(let version):
      writer.name("hello")
      writer.integer(version)
    case .started(let sequence):
      writer.name("started")
      writer.integer(sequence)
    case .publishing:
      writer.name("publishing")
      writer.boolean(true)
    case .outcomes(let results):
      writer.name("outcomes")
      writer.array { for result in results { result.append(to: &$0) } }
    case .failed(let message):
      writer.name("failed")
      writer.string(message)
    }
  }

  /// Reads a line without its newline.
  package init(line: ArraySlice<UInt8>) throws(ProtocolError) {
    self = try ProtocolError.reading(line) { name, reader throws(JSONCodingError) in
      switch name {
      case "started": return .started(sequence: try reader.integer())
      case "publishing" where try reader.boolean(): return .publishing
      case "outcomes": return .outcomes(try Self.results(&reader))
      case "hello": return .hello(version: try reader.integer())
      case "failed": return .failed(try reader.string())
      default: throw reader.fault("a message of a worker, found '\(name)'")
      }
    }
  }

  private static func results(
    _ reader: inout JSONReader
  ) throws(JSONCodingError) -> [CustomerResult] {
    var results: [CustomerResult] = []
    try reader.array { reader throws(JSONCodingError) in
      results.append(try CustomerResult(&reader))
    }
    return results
  }
}
