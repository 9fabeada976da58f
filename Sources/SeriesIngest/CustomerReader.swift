public import Customers

/// Reads customers' files with what is known beside them, such as the future of regressors; one a
/// worker.
public struct CustomerReader {
  private var files: SeriesFileReader
  private var future: FutureReader?
  /// The one file for all was good when the run began and is no more: every customer's failure.
  private var fault: IngestError?

  /// - Parameters:
  ///   - options: How files are read.
  ///   - covariates: The columns that the models need beside time and value.
  ///   - future: A folder of `<customer>.csv`, or one file for all; nil where there is neither.
  public init(options: ReadingOptions, covariates: [String] = [], future: String? = nil) {
    var options = options
    options.covariateColumns = covariates
    files = SeriesFileReader(options: options)
    guard let future else { return }
    do throws(IngestError) {
      self.future = try FutureReader(path: future, options: options)
    } catch {
      fault = error
    }
  }

  /// Reads `<folder>/<customer>.csv` or `.csv.gz`, and the customer's future.
  ///
  /// - Parameters:
  ///   - customer: Whose file it is.
  ///   - folder: The data folder.
  /// - Returns: At least one row, in time order.
  /// - Throws: The first fault, with the file and the line.
  public mutating func read(_ customer: CustomerID, in folder: String) throws(IngestError)
    -> SeriesReading
  {
    if let fault { throw fault }
    let known = try future?.read(customer) ?? .none
    return try files.read(customer, in: folder, beside: known)
  }

  /// Reads what is new in the customer's file, as `SeriesFileReader` does; covariates are not read.
  ///
  /// - Parameters:
  ///   - customer: Whose file it is.
  ///   - folder: The data folder.
  ///   - absorbed: What the model was made from.
  ///   - verifying: Whether to read and check all of the file.
  /// - Returns: What has changed, with the rows needed to take it in.
  /// - Throws: The first fault, with the file and the line.
  public mutating func readRecent(
    _ customer: CustomerID, in folder: String, since absorbed: AbsorbedSource, verifying: Bool
  ) throws(IngestError) -> RecentReading {
    try files.readRecent(customer, in: folder, since: absorbed, verifying: verifying)
  }
}
