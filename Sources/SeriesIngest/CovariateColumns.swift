/// Where a file has the covariates that are asked for.
struct CovariateColumns: Sendable {
  /// Of those that the file has, in the order asked for.
  private(set) var names: [String] = []
  /// By column of the file: which of `names` it holds; empty where none was asked for.
  private(set) var places: [Int?] = []
  /// Why the others are not among them, by name.
  private(set) var faults: [String: CSVError] = [:]

  /// Looks the names up in a header.
  ///
  /// - Parameters:
  ///   - first: The header; of a file without one, in which nothing is found, the first row.
  ///   - names: Each once.
  ///   - taken: The columns of time and value.
  /// - Throws: `columnUsedTwice`, and `ambiguousColumn` where two columns could be meant.
  init(of first: FirstLine, named names: [String], besides taken: [Int?]) throws(CSVError) {
    guard !names.isEmpty else { return }
    places = [Int?](repeating: nil, count: first.fields.count)
    for name in names {
      let column: Int
      do throws(CSVError) {
        column = try first.column(.covariate, named: name)
      } catch {
        guard case .missingColumn = error else { throw error }
        faults[name] = error
        continue
      }
      guard places[column] == nil, !taken.contains(column) else {
        throw .columnUsedTwice(line: first.line, column: first.fields[column])
      }
      places[column] = self.names.count
      self.names.append(name)
    }
  }

  var isEmpty: Bool { names.isEmpty }
}
