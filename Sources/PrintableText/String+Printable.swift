extension String {
  /// This text on one line, with nothing in it that could steer a terminal.
  ///
  /// Control and format characters (Unicode categories Cc and Cf, which holds the writing-direction
  /// overrides) and line separators become escapes such as `\n` and `\u{1B}`. Everything that comes
  /// from files, file names or requests goes through here on its way into a message.
  public var printable: String {
    guard unicodeScalars.contains(where: \.needsEscape) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.needsEscape {
        text += scalar.escaped
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The printable form of bytes that may be no valid UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: Any bytes; where they are no UTF-8, those above 127 are written as `\xE9`.
  ///   - limit: The most bytes that are shown; an ellipsis stands for the rest.
  public init(printable bytes: some Collection<UInt8>, limit: Int = .max) {
    let shown = Array(bytes.prefix(limit))
    let isCut = bytes.count > limit
    self = Self.decoded(isCut ? Self.withoutCutCharacter(shown) : shown[...]) + (isCut ? "…" : "")
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text.printable }
    return bytes.map { byte in
      let scalar = Unicode.Scalar(byte)
      return scalar.isASCII
        ? String(Character(scalar)).printable : "\\x" + hexadecimal(UInt32(byte))
    }.joined()
  }

  // A character of several bytes must not make the text invalid only because the limit cuts it.
  private static func withoutCutCharacter(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard let lead = bytes.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }) else {
      return bytes[...]
    }
    let length = Swift.max(1, (~bytes[lead]).leadingZeroBitCount)
    return lead + length > bytes.count ? bytes[..<lead] : bytes[...]
  }

  fileprivate static func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return digits.utf8.count < 2 ? "0" + digits : digits
  }
}

extension Unicode.Scalar {
  fileprivate var needsEscape: Bool {
    if (0x20...0x7E).contains(value) { return false }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  fileprivate var escaped: String {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{" + String.hexadecimal(value) + "}"
    }
  }
}
