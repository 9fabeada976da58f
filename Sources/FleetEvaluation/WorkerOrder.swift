import Customers
import FleetTraining
import Forecasting
import JSONCoding

/// What a worker is told, a line each: first what to do, then for which customers.
enum WorkerOrder {
  case configure(EvaluationSettings)
  case customers([CustomerID])

  private struct Envelope: Codable {
    var configuration: Configuration?
    var customers: [String]?
  }

  private struct Configuration: Codable {
    var data: String
    var specification: ModelSpec
    var reading: ReadingRules
    var future: String?
    var validation: CrossValidation
  }

  /// The order as a line, with its newline.
  var line: [UInt8] {
    let envelope =
      switch self {
      case .configure(let settings):
        Envelope(
          configuration: Configuration(
            data: settings.dataFolder, specification: settings.specification,
            reading: ReadingRules(settings.reading), future: settings.future,
            validation: settings.validation))
      case .customers(let customers): Envelope(customers: customers.map(\.text))
      }
    return WorkerLine.of(envelope)
  }

  /// Reads a line without its newline.
  init(line: ArraySlice<UInt8>) throws(ProtocolError) {
    let envelope = try WorkerLine.read(Envelope.self, from: line)
    if let configuration = envelope.configuration {
      self = .configure(
        EvaluationSettings(
          dataFolder: configuration.data, specification: configuration.specification,
          reading: configuration.reading.options, future: configuration.future,
          validation: configuration.validation))
    } else {
      // The coordinator has them from a list of valid ones.
      self = .customers((envelope.customers ?? []).compactMap { try? CustomerID($0) })
    }
  }
}

/// Values as lines of JSON.
enum WorkerLine {
  static func of(_ value: some Encodable) -> [UInt8] {
    do {
      return try JSONTextEncoder().encode(value) + [0x0A]
    } catch {
      preconditionFailure("sums and settings are finite: \(error)")
    }
  }

  static func read<Value: Decodable>(
    _ type: Value.Type, from line: ArraySlice<UInt8>
  ) throws(ProtocolError) -> Value {
    do {
      return try JSONTextDecoder().decode(type, from: Array(line))
    } catch {
      throw .malformed("expected a message (\(error))", line: Array(line))
    }
  }
}
