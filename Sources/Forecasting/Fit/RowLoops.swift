/// The loops over all rows that take a large part of a fit's time.
///
/// All unsafe access of this library is here. Sizes are checked first, and pointers stay inside.
enum RowLoops {
  /// Adds a straight line to values.
  ///
  /// - Parameters:
  ///   - level: At the first value.
  ///   - slope: From a value to the next.
  ///   - values: Where it is added.
  ///   - range: Of the values.
  static func addLine(
    level: Double, slope: Double, to values: inout [Double], _ range: Range<Int>
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= values.count)
    values.withUnsafeMutableBufferPointer { values in
      let part = UnsafeMutableBufferPointer(rebasing: values[range])
      for index in part.indices { part[index] += level + slope * Double(Int32(index)) }
    }
  }

  /// The weighted squares of residuals, those beyond a limit counting as the limit.
  ///
  /// - Parameters:
  ///   - residuals: Of which `rows` are taken.
  ///   - rows: Not more than a chunk.
  ///   - weights: One a row, from `first` on.
  ///   - first: The place of the first row's weight.
  ///   - limit: Not below 0.
  ///   - beyond: Told the place, in `rows`, of each residual beyond the limit.
  /// - Returns: The sum.
  @inline(__always)
  static func clippedSquares(
    _ residuals: [Double], rows: Range<Int>, weights: [Double], at first: Int, limit: Double,
    beyond: (Int) -> Void
  ) -> Double {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= residuals.count)
    precondition(first >= 0 && first + rows.count <= weights.count)
    return residuals.withUnsafeBufferPointer { residuals in
      weights.withUnsafeBufferPointer { weights in
        let residuals = UnsafeBufferPointer(rebasing: residuals[rows])
        let weights = UnsafeBufferPointer(rebasing: weights[first..<first + rows.count])
        let limits = Lanes(repeating: limit)
        var sums = Lanes.zero
        var index = 0
        while index + Lanes.scalarCount <= residuals.count {
          let sizes = residuals.lanes(at: index).sizes
          let within = sizes.atMost(limits)
          sums += weights.lanes(at: index) * within * within
          if within != sizes {
            for lane in 0..<Lanes.scalarCount where sizes[lane] > limit { beyond(index + lane) }
          }
          index += Lanes.scalarCount
        }
        var sum = sums.laneSum
        while index < residuals.count {
          let size = abs(residuals[index])
          let within = min(size, limit)
          sum += weights[index] * within * within
          if size > limit { beyond(index) }
          index += 1
        }
        return sum
      }
    }
  }

  /// Copies what lies within bounds, without a branch that the processor would have to guess.
  ///
  /// - Parameters:
  ///   - values: Of which `range` is taken; NaN is neither below nor within.
  ///   - range: Of the values.
  ///   - low: The least that is kept.
  ///   - high: The largest that is kept.
  ///   - kept: Room for all of `range` behind the first `count`.
  ///   - count: How many are kept.
  ///   - measure: What is taken of each value.
  /// - Returns: How many lie below.
  @inline(__always)
  static func gather(
    _ values: [Double], _ range: Range<Int>, from low: Double, to high: Double,
    into kept: inout [Double], count: inout Int, _ measure: (Double) -> Double
  ) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= values.count)
    precondition(count >= 0 && count + range.count <= kept.count)
    var below = 0
    var place = count
    values.withUnsafeBufferPointer { values in
      kept.withUnsafeMutableBufferPointer { kept in
        for index in range {
          let value = measure(values[index])
          kept[place] = value
          below &+= value < low ? 1 : 0
          place &+= (value >= low ? 1 : 0) & (value <= high ? 1 : 0)
        }
      }
    }
    count = place
    return below
  }

  /// As `gather(_:_:from:to:into:count:_:)`, of all lanes of a range.
  static func gather(
    _ lanes: [Lanes], _ range: Range<Int>, from low: Double, to high: Double,
    into kept: inout [Double], count: inout Int
  ) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= lanes.count)
    precondition(count >= 0 && count + range.count * Lanes.scalarCount <= kept.count)
    var below = 0
    var place = count
    lanes.withUnsafeBufferPointer { lanes in
      kept.withUnsafeMutableBufferPointer { kept in
        for index in range {
          let all = lanes[index]
          for lane in 0..<Lanes.scalarCount {
            let value = all[lane]
            kept[place] = value
            below &+= value < low ? 1 : 0
            place &+= (value >= low ? 1 : 0) & (value <= high ? 1 : 0)
          }
        }
      }
    }
    count = place
    return below
  }

  /// The value that `rank` of the values are not above; smaller ones end up before it.
  ///
  /// Hoare's selection, with a partition that moves every value so that nothing need be guessed.
  ///
  /// - Parameters:
  ///   - rank: In `range`.
  ///   - values: Reordered; no NaN.
  ///   - range: Of the values; none before it is larger than any in it.
  /// - Returns: The value at the rank.
  static func select(_ rank: Int, of values: inout [Double], in range: Range<Int>) -> Double {
    precondition(range.contains(rank) && range.lowerBound >= 0)
    precondition(range.upperBound <= values.count)
    return values.withUnsafeMutableBufferPointer { values in
      var low = range.lowerBound
      var high = range.upperBound
      while high - low > 2 {
        let pivot = medianOfThree(values[low], values[(low + high) / 2], values[high - 1])
        let less = partition(values, low..<high) { $0 < pivot }
        if rank < less {
          high = less
          continue
        }
        // What is not less begins with the values equal to the pivot.
        let equal = partition(values, less..<high) { $0 <= pivot }
        if rank < equal { return pivot }
        low = equal
      }
      if high - low == 2, values[low] > values[low + 1] { values.swapAt(low, low + 1) }
      return values[rank]
    }
  }

  /// Moves what fulfils a condition to the front; where the rest begins.
  @inline(__always)
  private static func partition(
    _ values: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>,
    _ isFront: (Double) -> Bool
  ) -> Int {
    var end = range.lowerBound
    for index in range {
      let value = values[index]
      values[index] = values[end]
      values[end] = value
      end &+= isFront(value) ? 1 : 0
    }
    return end
  }

  private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}

extension UnsafeBufferPointer<Double> {
  @inline(__always)
  fileprivate func lanes(at index: Int) -> Lanes {
    Lanes(self[index], self[index + 1], self[index + 2], self[index + 3])
  }
}
