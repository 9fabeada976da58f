import PrintableText
import Testing

@Test(arguments: [
  ("plain", "plain"), ("naïve café ∆", "naïve café ∆"), ("a\nb\tc\r", "a\\nb\\tc\\r"),
  ("\u{1B}[31mred", "\\u{1B}[31mred"), ("nul\0", "nul\\u{00}"), ("\u{7F}\u{9B}", "\\u{7F}\\u{9B}"),
  ("right\u{202E}left", "right\\u{202E}left"), ("two\u{2028}lines", "two\\u{2028}lines"),
])
func `what could steer a terminal becomes an escape, the rest stays`(text: String, shown: String) {
  #expect(text.printable == shown)
}

@Test func `bytes that are no UTF-8 are shown by number`() {
  let latin1: [UInt8] = [0x63, 0x61, 0x66, 0xE9, 0x0A]

  #expect(String(printable: latin1) == "caf\\xE9\\n")
}

@Test func `a long text is cut with an ellipsis`() {
  #expect(String(printable: Array("abcdef".utf8), limit: 3) == "abc…")
  #expect(String(printable: Array("abc".utf8), limit: 3) == "abc")
}

@Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9])
func `a cut through a character leaves the character out`(limit: Int) {
  let text = "aé€😀"

  let shown = String(printable: Array(text.utf8), limit: limit)

  #expect(text.hasPrefix(shown.dropLast()))
  #expect(shown.last == "…")
}
