/// The seasonal values of a model's scales at one block of steps after another.
struct SeasonalAngles {
  private struct Circle {
    let shape: SeasonalShape
    /// From a block's first step to each of its steps.
    let steps: CirclePoints
    /// Of the block that was moved to.
    var now: CirclePoints
  }

  /// The position of the last row, in steps since the first.
  private let origin: Double
  private var circles: [Circle]

  init(_ shapes: [SeasonalShape], after origin: Double) {
    self.origin = origin
    circles = shapes.map {
      Circle(shape: $0, steps: CirclePoints(period: $0.period), now: .start)
    }
  }

  mutating func move(to block: StepBlock) {
    for index in circles.indices {
      let turns = (origin + Double(block.first)) / circles[index].shape.period
      let angle = 2 * Double.pi * (turns - turns.rounded(.down))
      circles[index].now = circles[index].steps.turned(by: angle)
    }
  }

  /// The sum of all seasonalities, given the coefficients of their columns.
  func values(_ coefficients: [[Double]]) -> StepBlock.Values {
    var sum = StepBlock.Values.zero
    for index in circles.indices { sum += values(index, coefficients[index]) }
    return sum
  }

  /// The values of a seasonality, given the coefficients of its columns.
  ///
  /// Harmonics come from the first by rotation.
  func values(_ seasonality: Int, _ coefficients: [Double]) -> StepBlock.Values {
    let circle = circles[seasonality]
    var (multiple, points) = (0, CirclePoints.start)
    var column = 0
    var sum = StepBlock.Values.zero
    for harmonic in circle.shape.harmonics {
      if harmonic < multiple { (multiple, points) = (0, .start) }
      while multiple < harmonic {
        points = points.turned(by: circle.now)
        multiple += 1
      }
      sum += coefficients[column] * points.cosines
      column += 1
      guard circle.shape.hasSine(harmonic) else { continue }
      sum += coefficients[column] * points.sines
      column += 1
    }
    return sum
  }

  /// The values of a seasonality at some steps, which begin at 0 or later.
  mutating func values(
    _ seasonality: Int, _ coefficients: [Double], at steps: Range<Int>
  ) -> [Double] {
    var all: [Double] = []
    all.reserveCapacity(steps.count)
    for block in StepBlock.holding(steps) {
      move(to: block)
      let values = values(seasonality, coefficients)
      for place in block.places(among: steps) { all.append(values[place]) }
    }
    return all
  }
}
