/// The members of a tar that is laid out as `TarWriter` lays it out.
///
/// Nearly every archive is. What `libarchive` does before it has read a byte takes more than all that is
/// done here; whatever differs from our layout is left to it.
enum OwnTar {
  /// Where the members are, up to the last that is needed.
  ///
  /// - Parameters:
  ///   - tar: Unpacked.
  ///   - last: What is behind it is not looked at.
  /// - Returns: In the order in which they are written; nil where the tar is not ours.
  static func members(
    of tar: [UInt8], upTo last: ArtifactMember
  ) -> [(member: ArtifactMember, content: Range<Int>)]? {
    var members: [(member: ArtifactMember, content: Range<Int>)] = []
    var start = 0
    for member in last.needed {
      let begin = start + TarWriter.blockBytes
      guard begin <= tar.count, let size = size(at: start, in: tar), begin + size <= tar.count,
        holds(tar, TarWriter.header(name: member.rawValue, sizeBytes: size), at: start)
      else { return nil }
      members.append((member, begin..<begin + size))
      start = TarWriter.padded(begin + size)
    }
    return members
  }

  // Byte by byte, because slices compare through iterators, at five times the cost.
  private static func holds(_ tar: [UInt8], _ header: [UInt8], at start: Int) -> Bool {
    let (tar, header) = (tar.span, header.span)
    for index in header.indices where tar[start + index] != header[index] { return false }
    return true
  }

  /// What a header claims, in bytes.
  private static func size(at header: Int, in tar: [UInt8]) -> Int? {
    let field = header + TarWriter.sizeField
    var size = 0
    for byte in tar[field..<field + 11] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { return nil }
      size = size << 3 | Int(byte - UInt8(ascii: "0"))
    }
    return size
  }
}
