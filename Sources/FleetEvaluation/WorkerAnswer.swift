import FleetTraining

/// What a worker says, a line each: that it has begun with what it was sent, then the results in
/// the order of the customers.
enum WorkerAnswer: Sendable {
  case began
  case result(CustomerEvaluation)

  private struct Envelope: Codable {
    var began: Bool?
    var result: CustomerEvaluation?
  }

  /// The answer as a line, with its newline.
  var line: [UInt8] {
    switch self {
    case .began: WorkerLine.of(Envelope(began: true))
    case .result(let result): WorkerLine.of(Envelope(result: result))
    }
  }

  /// Reads a line without its newline.
  init(line: ArraySlice<UInt8>) throws(ProtocolError) {
    let envelope = try WorkerLine.read(Envelope.self, from: line)
    if let result = envelope.result {
      self = .result(result)
    } else if envelope.began == true {
      self = .began
    } else {
      throw .malformed("expected 'began' or 'result'", line: Array(line))
    }
  }
}
