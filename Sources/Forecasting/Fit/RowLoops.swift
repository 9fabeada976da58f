/// The loops over all rows that take a large part of a fit's time.
///
/// All unsafe access of this library is here and in `LaneLoops`. Sizes are checked first, and pointers stay inside.
enum RowLoops {
  /// Straight lines, each from its first row to the next one's.
  struct Lines {
    /// Ascending; the last line has no end.
    let starts: [Int]
    /// At the first row of each line.
    let levels: [Double]
    /// From a row to the next.
    let slopes: [Double]
  }

  /// Adds straight lines to values.
  ///
  /// - Parameters:
  ///   - lines: One after the other.
  ///   - line: The one of the first row.
  ///   - rows: Not more than 2³¹ of a line.
  ///   - values: Where they are added.
  ///   - first: The place of the first row in `values`.
  static func addLines(
    _ lines: Lines, from line: Int, rows: Range<Int>, to values: inout [Double], at first: Int
  ) {
    precondition(first >= 0 && first + rows.count <= values.count)
    values.withUnsafeMutableBufferPointer { values in
      var line = line
      var start = rows.lowerBound
      while start < rows.upperBound {
        let next = line + 1 < lines.starts.count ? lines.starts[line + 1] : rows.upperBound
        let end = next < rows.upperBound ? next : rows.upperBound
        let slope = lines.slopes[line]
        let level = lines.levels[line] + slope * Double(start - lines.starts[line])
        let place = first + start - rows.lowerBound
        let part = UnsafeMutableBufferPointer(
          rebasing: values[place..<place + max(0, end - start)])
        // Rows are counted in 32 bits, whose conversion to doubles is a vector instruction.
        for index in part.indices {
          part[index] += level + slope * Double(Int32(truncatingIfNeeded: index))
        }
        start += part.count
        line += 1
      }
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

  /// The weighted squares of the differences of values and residuals: of the fitted values.
  ///
  /// - Parameters:
  ///   - values: Of some rows.
  ///   - residuals: As many.
  ///   - weights: As many.
  /// - Returns: The sum.
  static func fittedSquares(
    _ values: ArraySlice<Double>, _ residuals: ArraySlice<Double>, weights: ArraySlice<Double>
  ) -> Double {
    precondition(values.count == residuals.count && values.count == weights.count)
    return values.withUnsafeBufferPointer { values in
      residuals.withUnsafeBufferPointer { residuals in
        weights.withUnsafeBufferPointer { weights in
          var sums = Lanes.zero
          var index = 0
          while index + Lanes.scalarCount <= values.count {
            let fitted = values.lanes(at: index) - residuals.lanes(at: index)
            sums += weights.lanes(at: index) * fitted * fitted
            index += Lanes.scalarCount
          }
          var sum = sums.laneSum
          while index < values.count {
            let fitted = values[index] - residuals[index]
            sum += weights[index] * fitted * fitted
            index += 1
          }
          return sum
        }
      }
    }
  }

  /// The largest of the first values that is below a bound, and how many are below it.
  static func largest(
    of values: [Double], count: Int, below bound: Double
  ) -> (value: Double, smaller: Int) {
    precondition(count >= 0 && count <= values.count)
    var largest = -Double.infinity
    var smaller = 0
    values.withUnsafeBufferPointer { values in
      for index in 0..<count {
        let value = values[index]
        let candidate = value < bound ? value : -.infinity
        largest = candidate > largest ? candidate : largest
        smaller &+= (value - bound).signBit
      }
    }
    return (largest, smaller)
  }

  /// The value that `rank` of the first values are not above.
  ///
  /// Hoare's selection. What is on either side of a pivot is copied to both ends of other memory, so
  /// that the processor has nothing to guess and nothing to wait for.
  ///
  /// - Parameters:
  ///   - rank: In 0..<`count`.
  ///   - values: No NaN.
  ///   - count: How many of them.
  ///   - scratch: Twice as long.
  /// - Returns: The value at the rank.
  static func select(
    _ rank: Int, of values: [Double], count: Int, _ scratch: inout [Double]
  ) -> Double {
    precondition(0 <= rank && rank < count && count <= values.count)
    precondition(scratch.count >= 2 * count)
    return values.withUnsafeBufferPointer { values in
      scratch.withUnsafeMutableBufferPointer { scratch in
        var source = UnsafeBufferPointer(rebasing: values[..<count])
        var target = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
        var spare = UnsafeMutableBufferPointer(rebasing: scratch[count..<2 * count])
        var range = 0..<count
        while range.count > 2 {
          let pivot = medianOfThree(
            source[range.lowerBound], source[(range.lowerBound + range.upperBound) / 2],
            source[range.upperBound - 1])
          var end = partition(source, range, to: target) { $0 < pivot }
          if end == range.lowerBound {
            // Nothing is below, so what is equal goes to the front, and there is some.
            end = partition(source, range, to: target) { $0 <= pivot }
            if rank < end { return pivot }
          }
          range = rank < end ? range.lowerBound..<end : end..<range.upperBound
          source = UnsafeBufferPointer(target)
          swap(&target, &spare)
        }
        let pair = (source[range.lowerBound], source[range.upperBound - 1])
        return rank == range.lowerBound ? min(pair.0, pair.1) : max(pair.0, pair.1)
      }
    }
  }

  /// Copies what fulfils a condition to the front and the rest to the back; where the rest begins.
  @inline(__always)
  private static func partition(
    _ source: UnsafeBufferPointer<Double>, _ range: Range<Int>,
    to target: UnsafeMutableBufferPointer<Double>, _ isFront: (Double) -> Bool
  ) -> Int {
    var front = range.lowerBound
    var back = range.upperBound - 1
    for index in range {
      let value = source[index]
      let step = isFront(value) ? 1 : 0
      target[front] = value
      target[back] = value
      front &+= step
      back &-= 1 &- step
    }
    return front
  }

  private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}

extension Double {
  /// 1 where the number is below 0, else 0.
  @inline(__always)
  fileprivate var signBit: Int { Int(truncatingIfNeeded: bitPattern >> 63) }
}

extension UnsafeBufferPointer<Double> {
  @inline(__always)
  fileprivate func lanes(at index: Int) -> Lanes {
    Lanes(self[index], self[index + 1], self[index + 2], self[index + 3])
  }
}
