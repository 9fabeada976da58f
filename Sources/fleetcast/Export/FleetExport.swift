import Customers
import FileSystem
import ForecastFormats
import Forecasting
import ModelArtifacts

/// Forecasts every customer of an artifacts folder, several at a time, in the order of their IDs.
struct FleetExport {
  let folder: String
  let request: ForecastRequest
  /// Of regressors and conditions, beside what the models know.
  let future: FutureFiles?
  let hint: CommandHint
  /// How many chunks are worked on at the same time.
  let width: Int

  struct Result {
    var exported = 0
    /// Whether any of their models has a regressor or a condition.
    var usedCovariates = false
    /// A sentence for each customer that could not be forecast.
    var failures: [String] = []
  }

  private struct Chunk: Sendable {
    var bytes: [UInt8] = []
    var exported = 0
    var usedCovariates = false
    var failures: [String] = []
  }

  private static let chunkSize = 128

  /// Calls `write` with the header and then with the rows of many customers at a time.
  ///
  /// - Throws: What `write` throws, `FileSystemError`, or `CommandFailure` where there is no model.
  func run(_ write: ([UInt8]) throws -> Void) async throws -> Result {
    let customers = try customers()
    try write(ForecastDocument.exportHeader(levels: request.levels))
    var result = Result()
    let starts = Array(stride(from: 0, to: customers.count, by: Self.chunkSize))
    for wave in stride(from: 0, to: starts.count, by: width) {
      let chunks = await chunks(Array(starts[wave..<min(wave + width, starts.count)]), customers)
      for chunk in chunks {
        try write(chunk.bytes)
        result.exported += chunk.exported
        result.usedCovariates = result.usedCovariates || chunk.usedCovariates
        result.failures += chunk.failures
      }
    }
    return result
  }

  private func chunks(_ starts: [Int], _ customers: CustomerList) async -> [Chunk] {
    await withTaskGroup(of: (Int, Chunk).self) { group in
      for start in starts {
        group.addTask {
          (start, chunk(customers, start..<min(start + Self.chunkSize, customers.count)))
        }
      }
      var found: [(Int, Chunk)] = []
      for await chunk in group { found.append(chunk) }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func chunk(_ customers: CustomerList, _ range: Range<Int>) -> Chunk {
    let reader = ArtifactReader()
    var request = request
    var covariates = future.map { FutureCovariates($0) }
    var chunk = Chunk()
    for index in range {
      let customer = customers[index]
      do {
        let stored = try reader.readModel(of: customer, in: folder)
        request.future = try covariates?.covariates(of: customer, for: stored.model) ?? .none
        ForecastDocument(
          customer: customer, version: stored.version, model: stored.model,
          forecast: try request.answer(by: stored.model)
        ).appendExportRows(to: &chunk.bytes)
        chunk.exported += 1
        if !stored.model.covariateNames.isEmpty { chunk.usedCovariates = true }
      } catch {
        chunk.failures.append("\(customer): \(error)")
      }
    }
    return chunk
  }

  private func customers() throws -> CustomerList {
    let customers = try ArchiveFolder(folder).customers()
    guard customers.count > 0 else {
      throw CommandFailure(
        status: .failed, message: "\(folder) holds no archive; train first: \(hint.train())")
    }
    return customers
  }
}
