import FileSystem
import Forecasting

/// `state.bin`: a fixed head, the watermark where there is one, and the model's own state bytes.
///
/// All numbers are little-endian; `docs/artifact-format.md` has the layout.
struct StateDocument {
  private static let magic: [UInt8] = Array("FCST".utf8)
  private static let version: UInt16 = 1
  private static let watermarkFlag: UInt16 = 1

  static func encode(_ state: ArtifactState) -> [UInt8] {
    let update = state.update.encoded()
    var bytes = magic
    bytes.append(integer: version)
    bytes.append(integer: state.watermark == nil ? 0 : watermarkFlag)
    bytes.append(integer: UInt64(update.count))
    if let watermark = state.watermark {
      bytes.append(integer: watermark.byteOffset)
      bytes.append(integer: watermark.digestBefore.high)
      bytes.append(integer: watermark.digestBefore.low)
      bytes.append(integer: watermark.timestamp)
    }
    return bytes + update
  }

  static func decode(_ bytes: [UInt8]) throws(MemberFault) -> ArtifactState {
    var rest = bytes[...]
    guard rest.starts(with: magic) else { throw .malformed("it does not begin with FCST") }
    rest.removeFirst(magic.count)
    let found: UInt16 = try rest.takeInteger()
    guard found == version else { throw .malformed("its version is \(found), not \(version)") }
    let flags: UInt16 = try rest.takeInteger()
    guard flags & ~watermarkFlag == 0 else { throw .malformed("its flags are \(flags)") }
    let updateBytes: UInt64 = try rest.takeInteger()
    let watermark = flags & watermarkFlag == 0 ? nil : try watermark(&rest)
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
    _ rest: inout ArraySlice<UInt8>
  ) throws(MemberFault) -> SourceWatermark {
    SourceWatermark(
      byteOffset: try rest.takeInteger(),
      digestBefore: ContentDigest(high: try rest.takeInteger(), low: try rest.takeInteger()),
      timestamp: try rest.takeInteger())
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
