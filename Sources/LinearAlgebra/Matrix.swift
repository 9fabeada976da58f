/// A dense matrix of doubles, column by column.
public struct Matrix: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  /// `rows` × `columns` values; the value of row *i*, column *j* is at *j* · `rows` + *i*.
  public var elements: [Double]

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, elements: .zeros(rows * columns))
  }

  /// - Parameters:
  ///   - rows: At least 0.
  ///   - columns: At least 0.
  ///   - elements: `rows` · `columns` values, column by column.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(elements.count == rows * columns, "a matrix needs rows · columns elements")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  public subscript(row: Int, column: Int) -> Double {
    get { elements[column * rows + row] }
    set { elements[column * rows + row] = newValue }
  }

  /// Writes values into a column.
  ///
  /// - Parameters:
  ///   - values: No more than there are rows from `row` on.
  ///   - column: Where.
  ///   - row: The place of the first value.
  public mutating func write(_ values: ArraySlice<Double>, column: Int, at row: Int) {
    precondition(row >= 0 && row + values.count <= rows && (0..<columns).contains(column))
    BLAS.copy(values, to: &elements, at: column * rows + row)
  }
}
