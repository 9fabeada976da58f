import JSONCoding
import PrintableText

/// Why a line between coordinator and worker cannot be understood.
package enum ProtocolError: Error, Hashable, Sendable {
  case malformed(String, line: [UInt8])
  case lineTooLong(bytes: Int)
  case otherVersion(found: Int, expected: Int)
  /// Work came before the configuration.
  case unconfigured
}

extension ProtocolError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformed(let sentence, let line):
      "'\(String(printable: line, limit: 80))', \(sentence.printable)"
    case .lineTooLong(let bytes): "a line of more than \(bytes) bytes"
    case .otherVersion(let found, let expected):
      "it speaks version \(found) of the protocol, expected \(expected)"
    case .unconfigured: "the first message must be 'configure'"
    }
  }
}

extension ProtocolError {
  /// Reads a message: an object with one member, whose name says what it is.
  ///
  /// - Parameters:
  ///   - line: Without its newline.
  ///   - value: Given the name, reads the value.
  /// - Returns: What `value` made of it.
  /// - Throws: Where the line is no such object, or `value` says so.
  static func reading<Message>(
    _ line: ArraySlice<UInt8>,
    _ value: (String, inout JSONReader) throws(JSONCodingError) -> Message
  ) throws(ProtocolError) -> Message {
    do throws(JSONCodingError) {
      var reader = JSONReader(line)
      try reader.expect("{")
      let name = try reader.string()
      try reader.expect(":")
      let message = try value(name, &reader)
      try reader.expect("}")
      try reader.expectEnd()
      return message
    } catch {
      throw ProtocolError.malformed("\(error)", line: Array(line))
    }
  }
}
