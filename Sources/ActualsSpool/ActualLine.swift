import Customers
import FileSystem

/// An actual as a line of the spool: `customer,timestamp,value,received,check`.
///
/// The check is the low 32 bits of XXH3 over what comes before it, in hexadecimal: a line that a
/// power cut tore is none.
struct ActualLine {
  let actual: Actual
  /// In seconds since 1970-01-01 UTC.
  let receivedSeconds: Int64

  func append(to bytes: inout [UInt8]) {
    let text = "\(actual.customer.text),\(actual.timestamp),\(actual.value),\(receivedSeconds),"
    bytes += text.utf8
    bytes += Self.check(of: Array(text.utf8))
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Nil where the line is torn or was never ours.
  init?(parsing line: ArraySlice<UInt8>) {
    guard let comma = line.lastIndex(of: UInt8(ascii: ",")) else { return nil }
    let text = line[...comma]
    guard line[(comma + 1)...].elementsEqual(Self.check(of: Array(text))) else { return nil }
    let fields = String(decoding: text.dropLast(), as: UTF8.self).split(separator: ",")
    guard fields.count == 4, let timestamp = Int64(fields[1]), let value = Double(fields[2]),
      value.isFinite, let received = Int64(fields[3]),
      let customer = try? CustomerID(String(fields[0]))
    else { return nil }
    self.init(
      Actual(customer: customer, timestamp: timestamp, value: value), receivedSeconds: received)
  }

  init(_ actual: Actual, receivedSeconds: Int64) {
    self.actual = actual
    self.receivedSeconds = receivedSeconds
  }

  private static func check(of bytes: [UInt8]) -> [UInt8] {
    let digits = String(UInt32(truncatingIfNeeded: ContentDigest(of: bytes).low), radix: 16)
    return Array((String(repeating: "0", count: 8 - digits.utf8.count) + digits).utf8)
  }
}
