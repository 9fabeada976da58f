import Glibc
import LinearAlgebra

/// The products and solves that a fit cannot do without, by their BLAS calls alone.
///
/// Each solve reads all rows once for the right-hand side and once for the residuals, by way of a table
/// that holds one period of the columns, or all rows.
public struct FitFloor {
  private let table: Matrix
  private let factor: CholeskyFactor
  private let rows: Int
  private let solves: Int
  private var values: [Double]

  /// - Parameters:
  ///   - rows: Of the series.
  ///   - period: Rows after which the columns repeat; `rows` where they do not.
  ///   - columns: Of the design.
  ///   - scales: Each is fitted twice, three solves a fit.
  /// - Throws: `LinearAlgebraError` where the columns are not independent.
  public init(rows: Int, period: Int, columns: Int, scales: Int) throws {
    self.rows = rows
    solves = scales * 2 * 3
    var table = Matrix(rows: period, columns: columns)
    for index in table.elements.indices { table.elements[index] = sin(Double(index * index)) }
    var gram = Matrix(rows: columns, columns: columns)
    gram.addGram(of: table, rows: period)
    for column in 0..<columns { gram[column, column] += 1 }
    self.table = table
    factor = try CholeskyFactor(of: gram)
    values = (0..<rows).map { cos(Double($0)) }
  }

  /// All solves of one fit; a number that depends on them.
  public mutating func run() -> Double {
    var sum = 0.0
    for _ in 0..<solves {
      var target = [Double](repeating: 0, count: table.rows)
      for part in periods { target.add(values[part], at: 0) }
      let fitted = table.times(factor.solve(table.transposedTimes(target))[...])
      var residuals = values
      for part in periods { residuals.add(fitted[..<part.count], at: part.lowerBound) }
      sum += residuals[rows - 1]
    }
    return sum
  }

  private var periods: [Range<Int>] {
    stride(from: 0, to: rows, by: table.rows).map { $0..<min(rows, $0 + table.rows) }
  }
}
