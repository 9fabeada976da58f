import Glibc

/// Harmonics of a period, from 1 on: the cosine and the sine of each.
struct FourierSeries {
  var cosines: [Double]
  var sines: [Double]

  var order: Int { cosines.count }

  /// Of a curve without its mean, given by values evenly spaced over one period.
  ///
  /// - Parameters:
  ///   - samples: At least one.
  ///   - order: Of the series; what the samples cannot tell apart is left out.
  init(samples: [Double], order: Int) {
    let count = samples.count
    let table = (0..<count).map { Turn(Double($0) / Double(count)) }
    let harmonics = 1...max(1, min(order, count / 2))
    var cosines: [Double] = []
    var sines: [Double] = []
    for harmonic in harmonics {
      var cosine = 0.0
      var sine = 0.0
      for (place, value) in samples.enumerated() {
        let turn = table[harmonic * place % count]
        cosine += value * turn.cosine
        sine += value * turn.sine
      }
      // The harmonic of two samples a cycle has its cosine alone.
      let share = (2 * harmonic == count ? 1 : 2) / Double(count)
      cosines.append(share * cosine)
      sines.append(2 * harmonic == count ? 0 : share * sine)
    }
    self.cosines = cosines
    self.sines = sines
  }

  init(cosines: [Double], sines: [Double]) {
    self.cosines = cosines
    self.sines = sines
  }

  /// The same curve with its phase counted from an earlier time.
  ///
  /// - Parameter turns: Of the period, from that time to where the phase is counted from now.
  /// - Returns: A series of the same order.
  func phased(turns: Double) -> FourierSeries {
    var moved = self
    for (index, turn) in Turns(turns, count: order).all.enumerated() {
      moved.cosines[index] = cosines[index] * turn.cosine - sines[index] * turn.sine
      moved.sines[index] = cosines[index] * turn.sine + sines[index] * turn.cosine
    }
    return moved
  }

  /// The curve's value.
  ///
  /// - Parameter turns: Periods since the phase was 0.
  /// - Returns: The sum of the harmonics.
  func value(turns: Double) -> Double {
    Turns(turns, count: order).all.enumerated().reduce(0) { sum, harmonic in
      sum + cosines[harmonic.offset] * harmonic.element.cosine
        + sines[harmonic.offset] * harmonic.element.sine
    }
  }

  /// Every `step`-th harmonic as a series of its own period, and what is left.
  func split(every step: Int) -> (own: FourierSeries, rest: FourierSeries) {
    var rest = self
    var own = FourierSeries(cosines: [], sines: [])
    for index in Swift.stride(from: step - 1, to: order, by: step) {
      own.cosines.append(cosines[index])
      own.sines.append(sines[index])
      rest.cosines[index] = 0
      rest.sines[index] = 0
    }
    return (own, rest)
  }

  /// Without the highest harmonics that are nothing but rounding.
  ///
  /// - Parameter size: Of the values that rounding comes from.
  /// - Returns: A series of the same order or a lower one, 0 where nothing is left.
  func trimmed(size: Double) -> FourierSeries {
    let kept = cosines.indices.last { max(abs(cosines[$0]), abs(sines[$0])) > 1e-13 * size }
    let count = kept.map { $0 + 1 } ?? 0
    return FourierSeries(cosines: Array(cosines[..<count]), sines: Array(sines[..<count]))
  }

  /// As Prophet orders its columns: sine, then cosine.
  ///
  /// - Parameter size: What the coefficients are divided by.
  /// - Returns: Two a harmonic.
  func coefficients(over size: Double) -> [Double] {
    zip(sines, cosines).flatMap { [$0 / size, $1 / size] }
  }
}
