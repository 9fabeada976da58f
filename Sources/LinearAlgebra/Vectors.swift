extension [Double] {
  /// Adds values to those of this vector, element by element.
  ///
  /// - Parameters:
  ///   - values: No more than follow `first`.
  ///   - first: Where the first of them is added.
  public mutating func add(_ values: ArraySlice<Double>, at first: Int) {
    BLAS.add(values, to: &self, at: first)
  }
}
