extension [Double] {
  /// Zeros, in less than half the time of `Array(repeating:count:)`, which looks its type up first.
  ///
  /// - Parameter count: At least 0.
  /// - Returns: `count` zeros.
  public static func zeros(_ count: Int) -> [Double] { Array(repeatElement(0, count: count)) }

  /// Adds values to those of this vector, element by element.
  ///
  /// - Parameters:
  ///   - values: No more than follow `first`.
  ///   - first: Where the first of them is added.
  public mutating func add(_ values: ArraySlice<Double>, at first: Int) {
    BLAS.add(values, to: &self, at: first)
  }
}
