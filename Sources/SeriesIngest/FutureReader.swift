public import Customers
public import FileSystem
public import Forecasting

/// Reads covariates that are known beside the customers' own files, mostly of the future.
///
/// They stand in a folder with one `<customer>.csv` or `.csv.gz` a customer, or in one file for
/// all, which is read once and knows no customers. Each has a header, a time column and at least
/// one of the covariates.
public struct FutureReader {
  private let parser: SeriesCSVReader
  private var content: FileContent
  private var layouts = LayoutMemory()
  private let source: Source

  private enum Source {
    case folder(String)
    case shared(FutureReading)
  }

  /// A reader of a folder or of one file, which is read here.
  ///
  /// - Parameters:
  ///   - path: Of the folder or the file.
  ///   - options: The covariates to read; those that a file lacks are not known by it.
  /// - Throws: Where there is neither, or the one file cannot be read or is of several customers.
  public init(path: String, options: ReadingOptions) throws(IngestError) {
    parser = SeriesCSVReader(options: options, content: .covariates)
    content = FileContent(options)
    do throws(IngestError) {
      let file = try content.load(exactly: path)
      source = .shared(try Self.shared(file, content, parser, &layouts, options))
    } catch .notRegular(path: path, kind: .directory) {
      source = .folder(path)
    } catch .missing {
      throw .noFuture(path: path)
    }
  }

  /// Of the one file for all; nil of a folder.
  public var sharedDigest: ContentDigest? {
    if case .shared(let reading) = source { reading.digest } else { nil }
  }

  /// What is known of a customer.
  ///
  /// - Parameter customer: Whose file it would be.
  /// - Returns: Nothing where the folder has no file of the customer.
  /// - Throws: The first fault, with the file and the line.
  public mutating func read(_ customer: CustomerID) throws(IngestError) -> FutureReading {
    switch source {
    case .shared(let reading): return reading
    case .folder(let folder):
      do throws(IngestError) {
        let file = try content.load(Directory(folder).path(of: customer.text + ".csv"))
        return try Self.reading(file, content, parser, &layouts)
      } catch .missing {
        return .none
      }
    }
  }

  private static func reading(
    _ file: FileContent.Source, _ content: FileContent, _ parser: SeriesCSVReader,
    _ layouts: inout LayoutMemory
  ) throws(IngestError) -> FutureReading {
    do {
      let rows = try parser.parse(
        content.bytes.span.extracting(0..<file.byteCount), customer: nil, &layouts)
      return FutureReading(
        covariates: rows.covariates, warnings: rows.warnings, digest: file.digest)
    } catch {
      throw badContent(file, error)
    }
  }

  private static func badContent(_ file: FileContent.Source, _ error: CSVError) -> IngestError {
    .badContent(path: file.path, error == .emptyFile ? .emptyCovariates : error)
  }

  /// Of a file that says the same of every customer.
  private static func shared(
    _ file: FileContent.Source, _ content: FileContent, _ parser: SeriesCSVReader,
    _ layouts: inout LayoutMemory, _ options: ReadingOptions
  ) throws(IngestError) -> FutureReading {
    do throws(CSVError) {
      let first = try FirstLine(of: content.bytes.span.extracting(0..<file.byteCount))
      if let column = first.customerColumn(options) {
        throw .customerColumnInShared(line: first.line, column: column)
      }
    } catch {
      throw badContent(file, error)
    }
    let reading = try reading(file, content, parser, &layouts)
    for case .repeatedTimes(let count) in reading.warnings {
      throw .badContent(path: file.path, .repeatedTimesInShared(count: count))
    }
    return FutureReading(covariates: reading.covariates, warnings: [], digest: reading.digest)
  }
}

extension FirstLine {
  /// The name of a column that tells customers apart; nil where there is none, or where nobody says
  /// whether it is one of the covariates.
  fileprivate func customerColumn(_ options: ReadingOptions) -> String? {
    guard !options.covariateColumns.isEmpty else { return nil }
    let asked = (options.covariateColumns + [options.timeColumn ?? ""]).map { $0.lowercased() }
    let known = CSVError.ColumnRole.customer.knownColumnNames
    return fields.first { known.contains($0.lowercased()) && !asked.contains($0.lowercased()) }
  }
}

/// What a file tells beside a customer's own.
public struct FutureReading: Hashable, Sendable {
  /// As many of those asked for as the file has.
  public let covariates: Covariates
  /// What was put right in a customer's own file.
  public let warnings: [IngestWarning]
  /// Of the file's bytes; nil where there is no file.
  public let digest: ContentDigest?

  public static let none = FutureReading(covariates: .none, warnings: [], digest: nil)
}
