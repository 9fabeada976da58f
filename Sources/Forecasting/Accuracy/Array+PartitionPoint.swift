extension Array {
  /// The index of the first element that `isAfter`; those before it are not.
  ///
  /// - Complexity: O(log *n*)
  func partitionPoint(_ isAfter: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
