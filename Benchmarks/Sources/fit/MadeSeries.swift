import Forecasting
import Glibc

/// Made data: the same for a seed on every machine.
struct MadeSeries {
  /// What a customer's values look like.
  struct Shape {
    /// The time between two rows.
    enum Step {
      case seconds(Int64)
      case months
    }

    let rows: Int
    let step: Step
    /// In rows, the shortest first.
    let periods: [Double]
    /// Whether a value may be 0, which leaves the linear scale alone.
    var hasZeros = false
    /// The share of the rows that is missing.
    var missing = 0.0
  }

  private var state: UInt64

  /// - Parameter seed: Of the numbers drawn.
  init(seed: UInt64) {
    state = seed
  }

  /// A customer's series: trend, seasons and autocorrelated noise, of sizes and shapes drawn anew.
  mutating func series(_ shape: Shape) throws -> TimeSeries {
    let level = 50 * (1 + 9 * uniform())
    let growth = (uniform() - 0.3) * level
    let seasons = shape.periods.map { ($0, 0.3 * level * uniform(), 6 * uniform()) }
    let (noise, memory) = (0.02 + 0.1 * uniform(), 0.8 * uniform())
    var wander = 0.0
    var values: [Double] = []
    for row in 0..<shape.rows {
      wander = memory * wander + noise * level * (uniform() + uniform() + uniform() - 1.5)
      var value = level + growth * Double(row) / Double(shape.rows) + wander
      for (period, size, phase) in seasons {
        let angle = 2 * Double.pi * Double(row) / period + phase
        value += size * (sin(angle) + 0.4 * cos(2 * angle))
      }
      // Of three customers one has outliers.
      if growth > 0.4 * level, uniform() < 0.005 { value *= 3 }
      values.append(max(value, 0.05 * level))
    }
    if shape.hasZeros {
      for row in values.indices where uniform() < 0.1 { values[row] = 0 }
    }
    for row in values.indices.dropFirst().dropLast() where uniform() < shape.missing {
      values[row] = .nan
    }
    return try TimeSeries(
      timestamps: values.indices.compactMap { Self.timestamp($0, shape.step) }, values: values)
  }

  /// From the beginning of 2015 on.
  private static func timestamp(_ row: Int, _ step: Shape.Step) -> Int64? {
    switch step {
    case .seconds(let length): 1_420_070_400 + Int64(row) * length
    case .months:
      CivilDate(year: 2015 + row / 12, month: 1 + row % 12, day: 1).map {
        $0.daysSince1970 * 86_400
      }
    }
  }

  /// In 0..<1; SplitMix64.
  private mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }
}
