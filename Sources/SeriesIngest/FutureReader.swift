public import Customers
public import FileSystem
public import Forecasting

/// Reads covariates that are known beside the customers' own files, mostly of the future.
///
/// They stand in a folder with one `<customer>.csv` or `.csv.gz` a customer, or in one file for
/// all, which is read once. Each has a header, a time column and at least one of the covariates.
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
  /// - Throws: Where there is neither, or the one file cannot be read.
  public init(path: String, options: ReadingOptions) throws(IngestError) {
    parser = SeriesCSVReader(options: options, content: .covariates)
    content = FileContent(maximumBytes: options.maximumBytes)
    do throws(IngestError) {
      let file = try content.load(exactly: path)
      source = .shared(try Self.reading(file, content, parser, &layouts))
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
      return FutureReading(covariates: rows.covariates, digest: file.digest)
    } catch {
      throw .badContent(path: file.path, error == .emptyFile ? .emptyCovariates : error)
    }
  }
}

/// What a file tells beside a customer's own.
public struct FutureReading: Hashable, Sendable {
  /// As many of those asked for as the file has.
  public let covariates: Covariates
  /// Of the file's bytes; nil where there is no file.
  public let digest: ContentDigest?

  public static let none = FutureReading(covariates: .none, digest: nil)
}
