package import Customers

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the coordinator says to a worker, one line each.
package enum CoordinatorMessage: Hashable, Sendable {
  case configure(WorkerConfiguration)
  /// More customers, to be worked on in this order.
  case batch([CustomerID])
  /// Report all that was sent so far as soon as it is done.
  case settle
  /// Finish the customer in hand, report, and end.
  case stop
}

extension CoordinatorMessage {
  /// The message as a line, with its newline.
  package var line: [UInt8] {
    var text = JSONText()
    switch self {
    case .configure(let configuration): return Self.line(configuration)
    case .settle: text.append(raw: "{\"settle\":true}\n")
    case .stop: text.append(raw: "{\"stop\":true}\n")
    case .batch(let customers):
      text.append(raw: "{\"batch\":[")
      for (index, customer) in customers.enumerated() {
        if index > 0 { text.append(raw: ",") }
        text.append(customer.text)
      }
      text.append(raw: "]}\n")
    }
    return text.bytes
  }

  private struct Envelope: Codable {
    let configure: WorkerConfiguration
  }

  // Paths and numbers are always encodable.
  private static func line(_ configuration: WorkerConfiguration) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(Envelope(configure: configuration)) else {
      preconditionFailure("a worker's configuration has a number that JSON cannot say")
    }
    return Array(data) + [0x0A]
  }

  /// Reads a line without its newline.
  package init(line: ArraySlice<UInt8>) throws(ProtocolError) {
    var cursor = JSONCursor(line)
    try cursor.expect("{")
    let name = try cursor.string()
    try cursor.expect(":")
    switch name {
    case "configure": self = .configure(try Self.configuration(line, cursor))
    case "batch": self = .batch(try Self.customers(&cursor))
    case "settle": self = .settle
    case "stop": self = .stop
    default: throw .unknownMessage(name)
    }
  }

  private static func configuration(
    _ line: ArraySlice<UInt8>, _ cursor: JSONCursor
  ) throws(ProtocolError) -> WorkerConfiguration {
    do {
      return try JSONDecoder().decode(Envelope.self, from: Data(line)).configure
    } catch {
      throw cursor.malformed("a configuration (\(error))")
    }
  }

  private static func customers(_ cursor: inout JSONCursor) throws(ProtocolError) -> [CustomerID] {
    var customers: [CustomerID] = []
    try cursor.expect("[")
    while !cursor.take("]") {
      if !customers.isEmpty { try cursor.expect(",") }
      let text = try cursor.string()
      do throws(CustomerIDError) {
        customers.append(try CustomerID(text))
      } catch {
        throw cursor.malformed("a customer's ID (\(error))")
      }
    }
    return customers
  }
}
