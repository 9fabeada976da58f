import FileSystem
import Testing

@Test func `digests are those of xxh128sum`() {
  // printf '' | xxh128sum, printf abc | xxh128sum
  #expect(ContentDigest(of: []).hexadecimal == "99aa06d3014798d86001c324468d497f")
  #expect(ContentDigest(of: Array("abc".utf8)).hexadecimal == "06b05ab6733a618578af5f94892f3950")
}

@Test(arguments: [1, 7, 64, 1_000])
func `piece by piece gives the digest of the whole`(pieceLength: Int) {
  let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 131) }
  var accumulator = ContentDigest.Accumulator()

  for start in stride(from: 0, to: bytes.count, by: pieceLength) {
    let piece = Array(bytes[start..<min(start + pieceLength, bytes.count)])
    accumulator.append(piece.span.bytes)
  }

  #expect(accumulator.digest == ContentDigest(of: bytes))
  #expect(accumulator.digest == ContentDigest(of: bytes.span.bytes))
}

@Test func `a digest is read back from its text`() {
  let digest = ContentDigest(high: 0x0123, low: .max)

  #expect(digest.hexadecimal == "0000000000000123ffffffffffffffff")
  #expect(ContentDigest(hexadecimal: digest.hexadecimal) == digest)
}

@Test(arguments: [
  "", "0", String(repeating: "g", count: 32), "+" + String(repeating: "0", count: 31),
  String(repeating: "0", count: 33),
])
func `other texts are no digest`(text: String) {
  #expect(ContentDigest(hexadecimal: text) == nil)
}
