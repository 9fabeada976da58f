import FileSystem
import Forecasting

/// `state.bin`: a fixed head, the watermark where there is one, and the model's own state bytes.
///
/// All numbers are little-endian; `docs/artifact-format.md` has the layout.
struct StateDocument {
  private static let magic: [UInt8] = Array("FCST".utf8)
  private static let version: UInt16 = 3
  private static let watermarkFlag: UInt16 = 1
  private static let contentFlag: UInt16 = 2
  private static let outlookFlag: UInt16 = 4
  /// What each version of the layout knows.
  private static let knownFlags: [UInt16: UInt16] = [
    1: watermarkFlag, 2: watermarkFlag | contentFlag,
    3: watermarkFlag | contentFlag | outlookFlag,
  ]
  /// In the place of a byte offset, where the rows before a time are no prefix of the bytes.
  private static let noOffset: Int64 = -1

  static func encode(_ state: ArtifactState) -> [UInt8] {
    let update = state.update.encoded()
    var bytes = magic
    bytes.append(integer: version)
    bytes.append(integer: flags(of: state))
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
    if let outlook = state.outlook?.encoded() {
      bytes.append(integer: UInt32(outlook.count))
      bytes += outlook
    }
    return bytes + update
  }

  private static func flags(of state: ArtifactState) -> UInt16 {
    (state.watermark == nil ? 0 : watermarkFlag)
      | (state.watermark?.content == nil ? 0 : contentFlag)
      | (state.outlook == nil ? 0 : outlookFlag)
  }

  static func decode(_ bytes: [UInt8]) throws(MemberFault) -> ArtifactState {
    var rest = bytes[...]
    guard rest.starts(with: magic) else { throw .malformed("it does not begin with FCST") }
    rest.removeFirst(magic.count)
    let found: UInt16 = try rest.takeInteger()
    guard let known = knownFlags[found] else {
      throw .malformed("its version is \(found), not 1 to \(version)")
    }
    let flags: UInt16 = try rest.takeInteger()
    guard flags & ~known == 0, flags & (watermarkFlag | contentFlag) != contentFlag else {
      throw .malformed("its flags are \(flags)")
    }
    let updateBytes: UInt64 = try rest.takeInteger()
    let watermark =
      flags & watermarkFlag == 0
      ? nil : try watermark(&rest, hasContent: flags & contentFlag != 0)
    let outlookBytes = flags & outlookFlag == 0 ? 0 : Int(try rest.takeInteger() as UInt32)
    guard outlookBytes <= rest.count, updateBytes == UInt64(rest.count - outlookBytes) else {
      throw .malformed(
        "it announces \(outlookBytes) bytes of forecasts and \(updateBytes) of state, and holds"
          + " \(rest.count)")
    }
    do {
      let outlook =
        flags & outlookFlag == 0
        ? nil : try Outlook(encoded: Array(rest.prefix(outlookBytes)))
      return ArtifactState(
        update: try UpdateState(encoded: Array(rest.dropFirst(outlookBytes))),
        watermark: watermark, outlook: outlook)
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
    var integer: Integer = 0
    for index in (startIndex..<startIndex + size).reversed() {
      integer = integer << 8 | Integer(self[index])
    }
    self = self[(startIndex + size)...]
    return integer
  }
}
