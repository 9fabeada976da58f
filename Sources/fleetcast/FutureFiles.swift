import Customers
import FileSystem
import Forecasting
import ModelArtifacts
import SeriesIngest

/// The future of regressors and conditions, given when forecasts are asked for: a folder with one
/// file a customer, or one file for all.
struct FutureFiles: Sendable {
  let path: String
  let reading: ReadingOptions

  /// Says whether there is such a folder, or such a file without a fault in its times.
  func check() throws(IngestError) {
    _ = try reader(of: [])
  }

  /// Says that a folder has no file of a customer.
  func check(_ customer: CustomerID) throws(CommandFailure) {
    let file = Directory(path).path(of: customer.text + ".csv")
    guard FolderCheck.isFolder(path) == true, !Directory.hasEntry(at: file),
      !Directory.hasEntry(at: file + ".gz")
    else { return }
    throw CommandFailure(status: .usage, message: "--future: there is no \(file)")
  }

  fileprivate func reader(of columns: [String]) throws(IngestError) -> FutureReader {
    var options = reading
    options.covariateColumns = columns
    return try FutureReader(path: path, options: options)
  }
}

/// Reads the future of one customer after the other.
struct FutureCovariates {
  private let files: FutureFiles
  /// By the columns that they read: those that models need, the same for nearly all of a fleet.
  private var readers: [[String]: FutureReader] = [:]

  init(_ files: FutureFiles) { self.files = files }

  /// What is known of the columns of a customer's model; nothing where it needs none.
  mutating func covariates(
    of customer: CustomerID, for model: CustomerModel
  ) throws(IngestError) -> Covariates {
    let columns = model.covariateNames
    guard !columns.isEmpty else { return .none }
    // Taken out, so that the reader's buffers are its own while it reads.
    var reader: FutureReader
    if let known = readers.removeValue(forKey: columns) {
      reader = known
    } else {
      reader = try files.reader(of: columns)
    }
    defer { readers[columns] = reader }
    return try reader.read(customer).covariates
  }
}
