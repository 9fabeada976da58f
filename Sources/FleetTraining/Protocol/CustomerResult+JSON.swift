import FileSystem
import ModelRegistry

// Arrays in place of objects: half the bytes, and no key is looked up a million times. The order
// of their values is documented in docs/worker-protocol.md.
extension CustomerResult {
  func append(to text: inout JSONText) {
    switch ending {
    case .trained(let customer):
      text.append(raw: "[\"trained\",")
      append(customer, to: &text)
    case .adopted(let customer):
      text.append(raw: "[\"adopted\",")
      append(customer, to: &text)
    case .failed(let failure):
      text.append(raw: "[\"failed\",")
      text.append(durationMicroseconds)
      text.append(raw: ",")
      text.append(failure.reason)
      text.append(raw: ",")
      text.append(failure.message)
    }
    text.append(raw: "]")
  }

  private func append(_ customer: TrainedCustomer, to text: inout JSONText) {
    text.append(durationMicroseconds)
    text.append(raw: ",")
    text.append(customer.rows)
    text.append(raw: ",[")
    for (index, warning) in customer.warnings.enumerated() {
      if index > 0 { text.append(raw: ",") }
      text.append(warning)
    }
    text.append(raw: "]")
    let accuracy = customer.accuracy
    for number in [accuracy.mase, accuracy.smape, accuracy.coverage80] {
      text.append(raw: ",")
      text.append(number)
    }
    text.append(raw: ",")
    text.append(customer.version)
    text.append(raw: ",")
    text.append(customer.sourceDigest.hexadecimal)
    text.append(raw: ",")
    text.append(customer.source.inode)
    let numbers = [
      customer.source.sizeBytes, customer.source.modifiedNanoseconds, customer.firstTime,
      customer.lastTime,
    ]
    for number in numbers {
      text.append(raw: ",")
      text.append(number)
    }
  }

  init(_ cursor: inout JSONCursor) throws(ProtocolError) {
    try cursor.expect("[")
    let status = try cursor.string()
    try cursor.expect(",")
    let duration: Int64 = try cursor.integer()
    try cursor.expect(",")
    switch status {
    case "trained":
      self.init(durationMicroseconds: duration, ending: .trained(try TrainedCustomer(&cursor)))
    case "adopted":
      self.init(durationMicroseconds: duration, ending: .adopted(try TrainedCustomer(&cursor)))
    case "failed":
      let reason = try cursor.string()
      try cursor.expect(",")
      let failure = CustomerFailure(reason: reason, message: try cursor.string())
      self.init(durationMicroseconds: duration, ending: .failed(failure))
    default: throw .unknownMessage(status)
    }
    try cursor.expect("]")
  }
}

extension TrainedCustomer {
  fileprivate init(_ cursor: inout JSONCursor) throws(ProtocolError) {
    let rows: Int = try cursor.integer()
    try cursor.expect(",")
    let warnings = try Self.warnings(&cursor)
    try cursor.expect(",")
    let mase = try cursor.number()
    try cursor.expect(",")
    let smape = try cursor.number()
    try cursor.expect(",")
    let coverage = try cursor.number()
    try cursor.expect(",")
    let version = try cursor.string()
    try cursor.expect(",")
    let hexadecimal = try cursor.string()
    guard let digest = ContentDigest(hexadecimal: hexadecimal) else {
      throw cursor.malformed("a digest")
    }
    try cursor.expect(",")
    let inode: UInt64 = try cursor.integer()
    var numbers: [Int64] = []
    for _ in 0..<4 {
      try cursor.expect(",")
      numbers.append(try cursor.integer())
    }
    self.init(
      rows: rows, warnings: warnings,
      accuracy: AccuracyRecord(mase: mase, smape: smape, coverage80: coverage),
      source: FileIdentity(sizeBytes: numbers[0], modifiedNanoseconds: numbers[1], inode: inode),
      sourceDigest: digest)
    self.version = version
    firstTime = numbers[2]
    lastTime = numbers[3]
  }

  private static func warnings(_ cursor: inout JSONCursor) throws(ProtocolError) -> [String] {
    var warnings: [String] = []
    try cursor.expect("[")
    while !cursor.take("]") {
      if !warnings.isEmpty { try cursor.expect(",") }
      warnings.append(try cursor.string())
    }
    return warnings
  }
}
