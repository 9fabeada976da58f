/// Two lower-case digits a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.reduce(into: "") { text, byte in
    text += String(byte >> 4, radix: 16)
    text += String(byte & 15, radix: 16)
  }
}
