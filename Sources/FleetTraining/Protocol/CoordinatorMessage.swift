package import Customers
import JSONCoding

/// What the coordinator says to a worker, one line each.
package enum CoordinatorMessage: Hashable, Sendable {
  case configure(WorkerConfiguration)
  /// More customers, to be worked on in this order.
  case batch([CustomerID])
  /// Customers of the next batch whose errors are no longer what they were: to be fitted anew.
  case drifted([CustomerID])
  /// Report all that was sent so far as soon as it is done.
  case settle
  /// Finish the customer in hand, report, and end.
  case stop
}

extension CoordinatorMessage {
  /// The message as a line, with its newline.
  package var line: [UInt8] {
    var writer = JSONWriter()
    switch self {
    case .configure(let configuration): return Self.line(configuration)
    case .settle, .stop:
      writer.object {
        $0.name(self == .settle ? "settle" : "stop")
        $0.boolean(true)
      }
    case .batch(let customers), .drifted(let customers):
      writer.object {
        if case .batch = self { $0.name("batch") } else { $0.name("drifted") }
        $0.array { for customer in customers { $0.string(customer.text) } }
      }
    }
    writer.lineFeed()
    return writer.bytes
  }

  private struct Envelope: Codable {
    let configure: WorkerConfiguration
  }

  // Paths and numbers are always encodable.
  private static func line(_ configuration: WorkerConfiguration) -> [UInt8] {
    guard let bytes = try? JSONTextEncoder().encode(Envelope(configure: configuration)) else {
      preconditionFailure("a worker's configuration has a number that JSON cannot say")
    }
    return bytes + [0x0A]
  }

  /// Reads a line without its newline.
  package init(line: ArraySlice<UInt8>) throws(ProtocolError) {
    if line.starts(with: "{\"configure\":".utf8) {
      self = .configure(try Self.configuration(line))
      return
    }
    self = try ProtocolError.reading(line) { name, reader throws(JSONCodingError) in
      switch name {
      case "batch": return .batch(try Self.customers(&reader))
      case "drifted": return .drifted(try Self.customers(&reader))
      case "settle" where try reader.boolean(): return .settle
      case "stop" where try reader.boolean(): return .stop
      default: throw reader.fault("a message of a coordinator, found '\(name)'")
      }
    }
  }

  private static func configuration(
    _ line: ArraySlice<UInt8>
  ) throws(ProtocolError) -> WorkerConfiguration {
    do {
      return try JSONTextDecoder().decode(Envelope.self, from: Array(line)).configure
    } catch {
      throw .malformed("expected a configuration (\(error))", line: Array(line))
    }
  }

  private static func customers(
    _ reader: inout JSONReader
  ) throws(JSONCodingError) -> [CustomerID] {
    var customers: [CustomerID] = []
    try reader.array { reader throws(JSONCodingError) in
      let text = try reader.string()
      do throws(CustomerIDError) {
        customers.append(try CustomerID(text))
      } catch {
        throw reader.fault("a customer's ID (\(error))")
      }
    }
    return customers
  }
}
