/// The seasonal values of a model's scales at one time after another.
struct SeasonalAngles {
  private let shapes: [SeasonalShape]
  private var tables: [AngleTable]

  init(_ shapes: [SeasonalShape]) {
    self.shapes = shapes
    tables = shapes.map { AngleTable(largest: $0.harmonics.max() ?? 0) }
  }

  /// Moves to a position, in steps since the first row.
  mutating func move(to position: Double) {
    for index in shapes.indices {
      tables[index].set(position: position, period: shapes[index].period)
    }
  }

  /// The value of a seasonality, given the coefficients of its columns.
  func value(_ seasonality: Int, _ coefficients: [Double]) -> Double {
    let shape = shapes[seasonality]
    var column = 0
    var sum = 0.0
    for harmonic in shape.harmonics {
      sum += coefficients[column] * tables[seasonality].cosines[harmonic]
      column += 1
      guard shape.hasSine(harmonic) else { continue }
      sum += coefficients[column] * tables[seasonality].sines[harmonic]
      column += 1
    }
    return sum
  }
}
