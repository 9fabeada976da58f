extension Collection<String> {
  /// These between commas, with an ellipsis where they are but the first of more.
  ///
  /// - Parameter count: Of how many they are the first.
  /// - Returns: `a, b, c, …`
  public func listed(of count: Int) -> String {
    joined(separator: ", ") + (self.count < count ? ", …" : "")
  }
}
