import Glibc

/// The size of an error among those that an interval expects, as a quantile of the normal
/// distribution.
///
/// Forecast errors are taken to be spread as Student's t with four degrees of freedom, as the intervals
/// are. Scores of one kind come of all customers, whatever their unit and the width of their
/// intervals, and a wild error counts for little more than a large one: what control charts need.
public enum NormalScore {
  /// The least and the greatest score: an error of 5.7 half widths of the 80% interval, or of a
  /// thousandth of one.
  public static let range = -3.0...3.0

  /// The score of one error.
  ///
  /// - Parameters:
  ///   - error: Its size, at least 0.
  ///   - halfWidth80: Of the 80% interval that was to hold it, at least 0.
  /// - Returns: Normal with mean 0 and deviation 1 where the interval is right; an error where none
  ///   was expected has the greatest.
  public static func of(error: Double, halfWidth80: Double) -> Double {
    guard error > 0 else { return halfWidth80 > 0 ? range.lowerBound : 0 }
    let ratio = error / halfWidth80
    guard ratio < 1e6 else { return range.upperBound }
    let share = StudentT4.share(within: ratio * StudentT4.quantile(level: 0.8))
    guard share > 0 else { return range.lowerBound }
    return share < 1
      ? min(max(quantile(share), range.lowerBound), range.upperBound) : range.upperBound
  }

  /// The quantile of the standard normal distribution, to 1e-6 within `range`.
  ///
  /// Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution" (1988),
  /// PPND7.
  static func quantile(_ probability: Double) -> Double {
    let distance = probability - 0.5
    guard abs(distance) > 0.425 else {
      let r = 0.180625 - distance * distance
      let above = ((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
      let below = ((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1
      return distance * above / below
    }
    let r = (-log(min(probability, 1 - probability))).squareRoot() - 1.6
    let above = ((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777
    let below = (0.12021132975 * r + 0.73700164250) * r + 1
    return distance < 0 ? -above / below : above / below
  }
}
