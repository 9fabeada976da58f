import Forecasting

extension Covariates {
  /// These columns and what `known` has where they have nothing.
  ///
  /// - Parameters:
  ///   - known: From elsewhere; its rows before the first of `times` are left out.
  ///   - names: Each is in one of both, or in both.
  ///   - times: Of the rows of this, strictly increasing, at least one.
  /// - Returns: The columns `names`, at the times of both.
  func completed(by known: Covariates, names: [String], at times: [Int64]) -> Covariates {
    guard !known.names.isEmpty, let first = times.first else { return self }
    let rows = Self.paired(times, known.timestamps, from: first)
    let columns = names.map { name in
      let own = self.names.firstIndex(of: name).map { self.columns[$0] }
      let other = known.names.firstIndex(of: name).map { known.columns[$0] }
      return rows.map { row in
        let value = row.own.flatMap { own?[$0] } ?? .nan
        return value.isNaN ? row.other.flatMap { other?[$0] } ?? .nan : value
      }
    }
    return Covariates(names: names, timestamps: rows.map(\.time), columns: columns)
  }

  private struct Pair {
    let time: Int64
    let own: Int?
    let other: Int?
  }

  /// The times of both lists, each once, with their places in them.
  private static func paired(_ own: [Int64], _ other: [Int64], from first: Int64) -> [Pair] {
    var pairs: [Pair] = []
    pairs.reserveCapacity(own.count + other.count)
    var (left, right) = (0, other.firstIndex { $0 >= first } ?? other.count)
    while left < own.count || right < other.count {
      let time = min(
        left < own.count ? own[left] : .max, right < other.count ? other[right] : .max)
      let isOwn = left < own.count && own[left] == time
      let isOther = right < other.count && other[right] == time
      pairs.append(Pair(time: time, own: isOwn ? left : nil, other: isOther ? right : nil))
      left += isOwn ? 1 : 0
      right += isOther ? 1 : 0
    }
    return pairs
  }
}
