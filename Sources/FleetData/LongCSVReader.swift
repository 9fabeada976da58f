public import Customers
import SeriesIngest

/// Reads a long file of many customers into memory, all of it or nothing.
public struct LongCSVReader: Sendable {
  /// One row with a value.
  public struct Row: Hashable, Sendable {
    public let customer: CustomerID
    /// Seconds since 1970-01-01.
    public let timestamp: Int64
    /// Finite.
    public let value: Double
  }

  /// The most bytes of a file, unpacked.
  public static let maximumBytes = 64 << 20

  private let options: SplitOptions

  /// - Parameter options: Which columns are which.
  public init(_ options: SplitOptions = SplitOptions()) { self.options = options }

  /// Reads customer, time and value, whose columns are found as `LongCSVSplitter` finds them.
  ///
  /// - Parameter source: Plain or gzipped.
  /// - Returns: The rows in their order, those without a value left out.
  /// - Throws: `badRow` of the first row that cannot be read, or why the file cannot be.
  public func rows(of source: LongCSVSplitter.Source) throws(FleetDataError) -> [Row] {
    var stream = try ByteStream(source)
    let path = stream.path
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var count = try stream.fill(&buffer, from: 0)
    while count == buffer.count {
      guard count < Self.maximumBytes else {
        throw .tooLarge(path: path, limitBytes: Self.maximumBytes)
      }
      buffer += [UInt8](repeating: 0, count: count)
      count += try stream.fill(&buffer, from: count)
    }
    let bytes = buffer.span.extracting(0..<count)
    let layout: LongLayout
    do { layout = try LongLayout(of: bytes, options) } catch {
      throw .badContent(path: path, error)
    }
    do { return try rows(in: bytes, layout) } catch { throw .badRow(path: path, error) }
  }

  private func rows(in bytes: Span<UInt8>, _ layout: LongLayout) throws(SplitRejection) -> [Row] {
    var rows: [Row] = []
    var scanner = FieldScanner(
      separator: layout.separator, position: layout.bodyStart, line: layout.bodyLine)
    var times = TimeReader()
    while scanner.position < bytes.count {
      let line = scanner.line
      let fields = try Self.record(&scanner, bytes)
      if fields.count == 1, fields[0].isEmpty { continue }
      guard fields.count == layout.columnCount else {
        throw .wrongColumnCount(line: line, found: fields.count, expected: layout.columnCount)
      }
      let customer = try Self.customer(fields[layout.customerColumn], bytes, line)
      let time = fields[layout.timeColumn]
      guard let timestamp = Self.time(bytes.extracting(time.start..<time.end), &times) else {
        throw .badField(
          .notATime(line: line, column: layout.timeName, found: bytes.text(time)))
      }
      let value = try Self.value(fields[layout.valueColumn], bytes, line, layout.valueName)
      if !value.isNaN { rows.append(Row(customer: customer, timestamp: timestamp, value: value)) }
    }
    return rows
  }

  private static func record(
    _ scanner: inout FieldScanner, _ bytes: Span<UInt8>
  ) throws(SplitRejection) -> [CSVField] {
    var fields: [CSVField] = []
    do throws(CSVError) {
      repeat { fields.append(try scanner.next(in: bytes)) } while fields.last?.endsRecord == false
    } catch {
      throw .badField(error)
    }
    return fields
  }

  private static func customer(
    _ field: CSVField, _ bytes: Span<UInt8>, _ line: Int
  ) throws(SplitRejection) -> CustomerID {
    do throws(CustomerIDError) {
      return try CustomerID(bytes: bytes.extracting(field.start..<field.end))
    } catch {
      throw .badCustomer(line: line, error)
    }
  }

  private static func value(
    _ field: CSVField, _ bytes: Span<UInt8>, _ line: Int, _ column: String
  ) throws(SplitRejection) -> Double {
    do throws(CSVError) {
      return try bytes.number(in: field, line: line, column: column)
    } catch {
      throw .badField(error)
    }
  }

  /// Customers may have times of different kinds: each kind is good on its own.
  private static func time(_ text: Span<UInt8>, _ times: inout TimeReader) -> Int64? {
    do throws(TimeReader.Fault) {
      return try times.read(text)
    } catch {
      var other = TimeReader()
      // What no reader takes is no time, whatever the reason.
      return try? other.read(text)
    }
  }
}
