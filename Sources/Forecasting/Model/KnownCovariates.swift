/// What was known of the steps after the last row when a model was fitted.
package struct KnownCovariates: Hashable, Sendable {
  /// Of the columns, each once.
  package let names: [String]
  /// By name, then by step after the last row, beginning with the next; nil where unknown.
  package let values: [[Double?]]

  static let none = KnownCovariates(names: [], values: [])

  /// Unknown values at the end of a column are left out.
  package init(names: [String], values: [[Double?]]) {
    self.names = names
    self.values = values.map { column in
      Array(column[..<((column.lastIndex { $0 != nil }).map { $0 + 1 } ?? 0)])
    }
  }

  /// Those of some columns alone.
  func only(_ wanted: Set<String>) -> KnownCovariates {
    let kept = names.indices.filter { wanted.contains(names[$0]) }
    return KnownCovariates(names: kept.map { names[$0] }, values: kept.map { values[$0] })
  }

  /// A column's value at a step after the last row, where it is known.
  ///
  /// - Parameters:
  ///   - name: Of the column.
  ///   - lead: At least 1.
  /// - Returns: As it was given.
  func value(of name: String, lead: Int) -> Double? {
    guard let column = names.firstIndex(of: name), lead <= values[column].count else { return nil }
    return values[column][lead - 1]
  }
}
