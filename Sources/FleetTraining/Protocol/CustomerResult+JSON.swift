import FileSystem
import Forecasting
import JSONCoding
import ModelRegistry

// Arrays in place of objects: half the bytes, and no key is looked up a million times. The order
// of their values is documented in docs/worker-protocol.md.
extension CustomerResult {
  func append(to writer: inout JSONWriter) {
    writer.array { writer in
      switch ending {
      case .trained(let customer): append(customer, customer.origin.status, to: &writer)
      case .unchanged(let customer): append(customer, "unchanged", to: &writer)
      case .adopted(let customer): append(customer, "adopted", to: &writer)
      case .failed(let failure):
        writer.string("failed")
        writer.integer(Int(durationMicroseconds))
        writer.string(failure.reason)
        writer.string(failure.message)
      }
    }
  }

  private func append(
    _ customer: TrainedCustomer, _ status: String, to writer: inout JSONWriter
  ) {
    writer.string(status)
    writer.integer(Int(durationMicroseconds))
    writer.integer(customer.rows)
    writer.array { for warning in customer.warnings { $0.string(warning) } }
    writer.number(customer.accuracy.mase)
    writer.number(customer.accuracy.smape)
    writer.number(customer.accuracy.coverage80)
    writer.string(customer.version)
    writer.string(customer.sourceDigest.hexadecimal)
    writer.integer(customer.source.inode)
    writer.integer(Int(customer.source.sizeBytes))
    writer.integer(Int(customer.source.modifiedNanoseconds))
    writer.integer(Int(customer.firstTime))
    writer.integer(Int(customer.lastTime))
    // What not every customer has.
    guard case .fitted(let reason?) = customer.origin else { return }
    writer.object { writer in
      writer.name("reason")
      writer.string(reason.rawValue)
    }
  }

  init(_ reader: inout JSONReader) throws(JSONCodingError) {
    try reader.expect("[")
    let status = try reader.string()
    try reader.expect(",")
    let duration = Int64(try reader.integer())
    try reader.expect(",")
    switch status {
    case "trained":
      self.init(durationMicroseconds: duration, ending: .trained(try TrainedCustomer(&reader)))
    case "updated":
      var customer = try TrainedCustomer(&reader)
      customer.origin = .updated
      self.init(durationMicroseconds: duration, ending: .trained(customer))
    case "unchanged":
      self.init(durationMicroseconds: duration, ending: .unchanged(try TrainedCustomer(&reader)))
    case "adopted":
      self.init(durationMicroseconds: duration, ending: .adopted(try TrainedCustomer(&reader)))
    case "failed":
      let reason = try reader.string()
      try reader.expect(",")
      let failure = CustomerFailure(reason: reason, message: try reader.string())
      self.init(durationMicroseconds: duration, ending: .failed(failure))
    default: throw reader.fault("an outcome, found '\(status)'")
    }
    try reader.expect("]")
  }
}

extension ModelOrigin {
  fileprivate var status: String {
    switch self {
    case .fitted: "trained"
    case .updated: "updated"
    }
  }
}

extension TrainedCustomer {
  fileprivate init(_ reader: inout JSONReader) throws(JSONCodingError) {
    let rows = try reader.integer()
    try reader.expect(",")
    var warnings: [String] = []
    try reader.array { reader throws(JSONCodingError) in warnings.append(try reader.string()) }
    try reader.expect(",")
    let mase = try reader.number()
    try reader.expect(",")
    let smape = try reader.number()
    try reader.expect(",")
    let coverage = try reader.number()
    try reader.expect(",")
    let version = try reader.string()
    try reader.expect(",")
    guard let digest = ContentDigest(hexadecimal: try reader.string()) else {
      throw reader.fault("a digest")
    }
    try reader.expect(",")
    let inode = try reader.unsigned()
    self.init(
      rows: rows, warnings: warnings,
      accuracy: AccuracyRecord(mase: mase, smape: smape, coverage80: coverage),
      source: FileIdentity(
        sizeBytes: try Self.next(&reader), modifiedNanoseconds: try Self.next(&reader),
        inode: inode),
      sourceDigest: digest)
    self.version = version
    firstTime = try Self.next(&reader)
    lastTime = try Self.next(&reader)
    if reader.take(",") { try takeOptionalMembers(&reader) }
  }

  private mutating func takeOptionalMembers(
    _ reader: inout JSONReader
  ) throws(JSONCodingError) {
    try reader.expect("{")
    guard !reader.take("}") else { return }
    repeat {
      let name = try reader.string()
      try reader.expect(":")
      switch name {
      case "reason":
        guard let reason = FitReason(rawValue: try reader.string()) else {
          throw reader.fault("a reason of a fit")
        }
        origin = .fitted(reason)
      default: throw reader.fault("a member of an outcome, found '\(name)'")
      }
    } while reader.take(",")
    try reader.expect("}")
  }

  private static func next(_ reader: inout JSONReader) throws(JSONCodingError) -> Int64 {
    try reader.expect(",")
    return Int64(try reader.integer())
  }
}
