/// How leads follow each other within an origin.
///
/// A filter's error fades from lead to lead by a power of the distance. The points of a regular grid
/// are evenly spaced, give or take a step, so there are few different powers to take.
struct LeadSteps {
  /// Each distance once.
  let distances: [Double]
  /// Which distance lies before each lead: that from the origin before its first.
  let kinds: [Int]
  private let all: [Int]

  /// - Parameters:
  ///   - leads: By origin and point, ascending within an origin.
  ///   - points: Of an origin.
  init(_ leads: [Double], points: Int) {
    let before = leads.indices.map { $0 % points == 0 ? leads[$0] : leads[$0] - leads[$0 - 1] }
    let distances = Array(Set(before)).sorted()
    let kinds = Dictionary(uniqueKeysWithValues: zip(distances, distances.indices))
    self.distances = distances
    all = Array(distances.indices)
    self.kinds = before.compactMap { kinds[$0] }
  }

  /// The kinds whose powers an origin needs: all where they are few, else each point's own.
  func kinds(ofOrigin origin: Int, points: Int) -> ArraySlice<Int> {
    distances.count < points ? all[...] : kinds[origin * points..<(origin + 1) * points]
  }
}
