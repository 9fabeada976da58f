/// When the models of a run's customers end, for a night that may not come to all of them.
struct ModelAges {
  /// Of the last row, in seconds since 1970-01-01, by place; the least there is where no model is.
  private var lastTimes: [Int64]

  init(places: Int) { lastTimes = Array(repeating: .min, count: places) }

  mutating func note(_ lastTime: Int64, at place: Int) { lastTimes[place] = lastTime }

  /// The places in the order in which a night takes them: those without a model, then those whose
  /// model's last row is oldest; of equal ones as they are dealt.
  ///
  /// - Returns: Empty where that is the order of the places themselves.
  func oldestFirst(_ pending: PlaceSet) -> [UInt32] {
    var order: [UInt32] = []
    var isSorted = true
    var newest = Int64.min
    for place in lastTimes.indices where pending.contains(place) {
      isSorted = isSorted && lastTimes[place] >= newest
      newest = max(newest, lastTimes[place])
      order.append(UInt32(place))
    }
    guard !isSorted else { return [] }
    order.sort { (lastTimes[Int($0)], $0) < (lastTimes[Int($1)], $1) }
    return order
  }
}
