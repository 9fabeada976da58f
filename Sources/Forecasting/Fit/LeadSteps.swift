/// How leads follow each other within an origin.
///
/// A filter's error fades from lead to lead by a power of the distance. The points of a regular grid
/// are evenly spaced, give or take a step, so there are few different powers to take.
struct LeadSteps {
  /// Each distance once.
  let distances: [Double]
  /// Which distance lies before each lead: that from the origin before its first.
  let kinds: [Int]

  /// - Parameters:
  ///   - leads: By origin and point, ascending within an origin.
  ///   - points: Of an origin.
  init(_ leads: [Double], points: Int) {
    let before = leads.indices.map { $0 % points == 0 ? leads[$0] : leads[$0] - leads[$0 - 1] }
    let distances = Array(Set(before)).sorted()
    let kinds = Dictionary(uniqueKeysWithValues: zip(distances, distances.indices))
    self.distances = distances
    self.kinds = before.compactMap { kinds[$0] }
  }

  /// Whether taking all powers beforehand is less than taking those of one origin.
  func areFew(for points: Int) -> Bool { distances.count < points }
}
