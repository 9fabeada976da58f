import CZlib

/// Unpacks gzip piece by piece; files of several members, as `cat a.gz b.gz` makes them, are fine.
public struct GzipInflater: ~Copyable {
  // zlib keeps a pointer back to the structure, so that it must stay where it is.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false

  public init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let gzipWindow: Int32 = 15 + 16
    let result = inflateInit2_(
      stream, gzipWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    // Fails only where 40 kB cannot be had, as an array would, or the library is another than built with.
    precondition(result == Z_OK, "zlib does not start: \(result)")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Unpacks until the packed bytes are used up or there is no more room.
  ///
  /// - Parameters:
  ///   - packed: Holds the packed bytes.
  ///   - range: Which of them; its lower bound moves on over those that were taken.
  ///   - unpacked: Written from `start` to its end at most.
  ///   - start: Of the first byte written.
  /// - Returns: How many bytes were written. Where they fill all the room there may be more, even if
  ///   `range` is empty.
  /// - Throws: `damaged`
  public mutating func inflate(
    _ packed: [UInt8], _ range: inout Range<Int>, into unpacked: inout [UInt8], from start: Int
  ) throws(GzipError) -> Int {
    var written = 0
    while start + written < unpacked.count {
      if isBetweenMembers {
        guard !range.isEmpty else { return written }
        inflateReset(stream)
        isBetweenMembers = false
      }
      let (taken, given, status) = step(packed, range, &unpacked, start + written)
      range = (range.lowerBound + taken)..<range.upperBound
      written += given
      switch status {
      case Z_OK: break
      case Z_STREAM_END: isBetweenMembers = true
      case Z_BUF_ERROR: return written  // There was room, so it is input that is missing.
      default: throw .damaged
      }
    }
    return written
  }

  /// Says that there are no more packed bytes.
  ///
  /// - Throws: `endsEarly` where they ended inside a member.
  public func finish() throws(GzipError) {
    guard isBetweenMembers else { throw .endsEarly }
  }

  private func step(
    _ packed: [UInt8], _ range: Range<Int>, _ unpacked: inout [UInt8], _ start: Int
  ) -> (taken: Int, given: Int, status: Int32) {
    packed.withUnsafeBufferPointer { packed in
      unpacked.withUnsafeMutableBufferPointer { unpacked in
        // zlib does not write through the pointer to its input.
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: packed.baseAddress.map { $0 + range.lowerBound })
        stream.pointee.avail_in = UInt32(clamping: range.count)
        stream.pointee.next_out = unpacked.baseAddress.map { $0 + start }
        stream.pointee.avail_out = UInt32(clamping: unpacked.count - start)
        let (input, output) = (stream.pointee.avail_in, stream.pointee.avail_out)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        return (
          Int(input - stream.pointee.avail_in), Int(output - stream.pointee.avail_out), status
        )
      }
    }
  }
}
