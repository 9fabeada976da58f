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

  /// By what an error fades over the distances that an origin needs.
  ///
  /// - Parameters:
  ///   - decay: What is left of the error after a step.
  ///   - origin: Whose distances, by lead; all where they are few.
  ///   - fadings: By kind of distance; others are left as they are.
  ///   - start: The place of the first of them.
  func writeFadings(
    of decay: Lanes, forOrigin origin: Range<Int>, to fadings: inout [Lanes], at start: Int
  ) {
    guard distances.count < origin.count else {
      for kind in kinds[origin] {
        fadings[start + kind] = decay.power(distances[kind])
      }
      return
    }
    // On a regular grid most distances are one step more than the one before.
    var (distance, fading) = (0.0, Lanes(repeating: 1))
    for kind in distances.indices {
      let more = distances[kind] - distance
      fading *= more == 1 ? decay : decay.power(more)
      fadings[start + kind] = fading
      distance = distances[kind]
    }
  }
}
