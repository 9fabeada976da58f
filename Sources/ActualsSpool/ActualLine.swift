import Customers
import FileSystem

/// An actual as a line of the spool: `customer,timestamp,value,check`.
///
/// The check is the low 32 bits of XXH3 over what comes before it, in hexadecimal: a line that a
/// power cut tore is none.
enum ActualLine {
  static func append(_ actual: Actual, to bytes: inout [UInt8]) {
    let text = "\(actual.customer.text),\(actual.timestamp),\(actual.value),"
    bytes += text.utf8
    bytes += check(of: Array(text.utf8))
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Nil where the line is torn or was never ours.
  static func parse(_ line: ArraySlice<UInt8>) -> Actual? {
    guard let comma = line.lastIndex(of: UInt8(ascii: ",")) else { return nil }
    let text = line[...comma]
    guard line[(comma + 1)...].elementsEqual(check(of: Array(text))) else { return nil }
    let fields = String(decoding: text.dropLast(), as: UTF8.self).split(separator: ",")
    guard fields.count == 3, let timestamp = Int64(fields[1]), let value = Double(fields[2]),
      value.isFinite, let customer = try? CustomerID(String(fields[0]))
    else { return nil }
    return Actual(customer: customer, timestamp: timestamp, value: value)
  }

  private static func check(of bytes: [UInt8]) -> [UInt8] {
    let digits = String(UInt32(truncatingIfNeeded: ContentDigest(of: bytes).low), radix: 16)
    return Array((String(repeating: "0", count: 8 - digits.utf8.count) + digits).utf8)
  }
}
