import FileSystem
import SeriesIngest

/// The bytes of a source from its beginning to its end, unpacked where it is gzipped.
struct ByteStream: ~Copyable {
  private let file: SequentialFile
  private var inflater: GzipInflater
  /// What was read of the file and not yet passed on.
  private var read: [UInt8]
  private var range: Range<Int>
  private let isPacked: Bool

  /// For messages.
  var path: String { file.path }

  init(_ source: LongCSVSplitter.Source) throws(FleetDataError) {
    let file = try FleetDataError.catching { () throws(FileSystemError) in
      switch source {
      case .file(let path): try SequentialFile(opening: path)
      case .standardInput: try SequentialFile()
      }
    }
    var read = [UInt8](repeating: 0, count: 1 << 18)
    let count: Int
    do { count = try file.fill(&read, from: 0) } catch { throw .system(error) }
    isPacked = count >= 2 && read[0] == 0x1F && read[1] == 0x8B
    range = 0..<count
    inflater = GzipInflater()
    self.read = read
    self.file = file
  }

  /// Writes to `buffer` from `start` to its end.
  ///
  /// - Returns: How many bytes came; there is room left only at the end of the source.
  mutating func fill(_ buffer: inout [UInt8], from start: Int) throws(FleetDataError) -> Int {
    var total = 0
    while start + total < buffer.count {
      if range.isEmpty {
        do { range = 0..<(try file.fill(&read, from: 0)) } catch { throw .system(error) }
        if range.isEmpty { break }
      }
      total += try isPacked ? unpack(&buffer, start + total) : copy(&buffer, start + total)
    }
    if isPacked, range.isEmpty, start + total < buffer.count {
      do { try inflater.finish() } catch { throw .badGzip(path: path, error) }
    }
    return total
  }

  private mutating func unpack(_ buffer: inout [UInt8], _ start: Int) throws(FleetDataError) -> Int
  {
    do {
      return try inflater.inflate(read, &range, into: &buffer, from: start)
    } catch {
      throw .badGzip(path: path, error)
    }
  }

  private mutating func copy(_ buffer: inout [UInt8], _ start: Int) -> Int {
    let count = min(range.count, buffer.count - start)
    let taken = range.lowerBound..<(range.lowerBound + count)
    buffer[start..<(start + count)] = read[taken]
    range = taken.upperBound..<range.upperBound
    return count
  }
}
