import PrintableText

/// Why a line between coordinator and worker cannot be understood.
package enum ProtocolError: Error, Hashable, Sendable {
  /// The column counts bytes from 1.
  case malformed(column: Int, expected: String, line: [UInt8])
  case unknownMessage(String)
  case lineTooLong(bytes: Int)
  case otherVersion(found: Int, expected: Int)
  /// Work came before the configuration.
  case unconfigured
}

extension ProtocolError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformed(let column, let expected, let line):
      "'\(String(printable: line, limit: 80))', column \(column): expected \(expected)"
    case .unknownMessage(let name): "a message '\(name.printable)' is not known"
    case .lineTooLong(let bytes): "a line of more than \(bytes) bytes"
    case .otherVersion(let found, let expected):
      "it speaks version \(found) of the protocol, expected \(expected)"
    case .unconfigured: "the first message must be 'configure'"
    }
  }
}
