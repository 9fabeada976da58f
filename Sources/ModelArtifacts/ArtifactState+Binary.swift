import FileSystem
import Forecasting

/// `state.bin`: a fixed head, the watermark where there is one, and the model's own state bytes.
///
/// All numbers are little-endian; `docs/artifact-format.md` has the layout.
struct StateDocument {
  private static let magic: [UInt8] = Array("FCST".utf8)
  private static let version: UInt16 = 2
  /// Without what a watermark knows of the file's content.
  private static let olderVersion: UInt16 = 1
  private static let watermarkFlag: UInt16 = 1
  private static let contentFlag: UInt16 = 2
  /// In the place of a byte offset, where the rows before a time are no prefix of the bytes.
  private static let noOffset: Int64 = -1

  static func encode(_ state: ArtifactState) -> [UInt8] {
    let update = state.update.encoded()
    var bytes = magic
    bytes.append(integer: version)
    let contentFlags = state.watermark?.content == nil ? 0 : contentFlag
    bytes.append(integer: state.watermark == nil ? 0 : watermarkFlag | contentFlags)
    bytes.append(integer: UInt64(update.count))
    if let watermark = state.watermark {
      bytes.append(integer: watermark.byteOffset ?? noOffset)
      bytes.append(integer: watermark.digestBefore.high)
      bytes.append(integer: watermark.digestBefore.low)
      bytes.append(integer: watermark.timestamp)
    }
    if let content = state.watermark?.content {
      bytes.append(integer: content.digestAfter.high)
      bytes.append(integer: content.digestAfter.low)
      bytes.append(integer: content.rowsBefore)
      bytes.append(integer: content.firstLine)
    }
    return bytes + update
  }

  static func decode(_ bytes: [UInt8]) throws(MemberFault) -> ArtifactState {
    var rest = bytes[...]
    guard rest.starts(with: magic) else { throw .malformed("it does not begin with FCST") }
    rest.removeFirst(magic.count)
    let found: UInt16 = try rest.takeInteger()
    guard found == version || found == olderVersion else {
      throw .malformed("its version is \(found), not \(olderVersion) or \(version)")
    }
    let flags: UInt16 = try rest.takeInteger()
    let known = found == version ? watermarkFlag | contentFlag : watermarkFlag
    guard flags & ~known == 0, flags != contentFlag else {
      throw .malformed("its flags are \(flags)")
    }
    let updateBytes: UInt64 = try rest.takeInteger()
    let watermark =
      flags & watermarkFlag == 0
      ? nil : try watermark(&rest, hasContent: flags & contentFlag != 0)
    guard updateBytes == UInt64(rest.count) else {
      throw .malformed("it announces \(updateBytes) bytes of state and holds \(rest.count)")
    }
    do {
      return ArtifactState(update: try UpdateState(encoded: Array(rest)), watermark: watermark)
    } catch {
      throw .malformed("\(error)")
    }
  }

  private static func watermark(
    _ rest: inout ArraySlice<UInt8>, hasContent: Bool
  ) throws(MemberFault) -> SourceWatermark {
    let byteOffset: Int64 = try rest.takeInteger()
    guard byteOffset >= noOffset else { throw .malformed("its byte offset is \(byteOffset)") }
    return SourceWatermark(
      byteOffset: byteOffset == noOffset ? nil : byteOffset,
      digestBefore: try digest(&rest), timestamp: try rest.takeInteger(),
      content: hasContent
        ? SourceWatermark.Content(
          digestAfter: try digest(&rest), rowsBefore: try rest.takeInteger(),
          firstLine: try rest.takeInteger()) : nil)
  }

  private static func digest(
    _ rest: inout ArraySlice<UInt8>
  ) throws(MemberFault) -> ContentDigest {
    ContentDigest(high: try rest.takeInteger(), low: try rest.takeInteger())
  }
}

extension [UInt8] {
  fileprivate mutating func append(integer: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: integer.littleEndian) { append(contentsOf: $0) }
  }
}

extension ArraySlice<UInt8> {
  fileprivate mutating func takeInteger<Integer: FixedWidthInteger>() throws(MemberFault) -> Integer
  {
    let size = MemoryLayout<Integer>.size
    guard count >= size else { throw .malformed("it is cut short") }
    defer { removeFirst(size) }
    return prefix(size).reversed().reduce(0) { $0 << 8 | Integer($1) }
  }
}
