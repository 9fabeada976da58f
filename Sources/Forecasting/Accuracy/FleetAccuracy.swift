/// How a fleet was foretold: its customers' measures put together, one customer after another.
///
/// Six numbers are kept of a customer, for the medians; nothing else grows with the fleet. The
/// result depends on the order of the customers by rounding alone.
public struct FleetAccuracy: Sendable {
  /// Customers that were evaluated.
  public private(set) var customers = 0
  public private(set) var folds = 0
  /// Customers of which the model is worse than the seasonal naive.
  public private(set) var customersWorse = 0
  /// Those of `customersWorse` with the highest ratios, the highest first.
  public private(set) var worst: [WorseCustomer] = []
  private var model = FleetErrors()
  private var naive = FleetErrors()
  private var parts = LeadErrors.Part.allCases.map { _ in (model: FleetMeans(), naive: FleetMeans())
  }

  /// The most customers named as the worst.
  public static let worstCount = 10

  public init() {}

  /// Takes in a customer.
  ///
  /// - Parameters:
  ///   - customer: By name.
  ///   - folds: How often it was forecast.
  ///   - errors: Over all folds; counts only where something was compared.
  public mutating func add(_ customer: String, folds: Int, errors: LeadErrors) {
    guard let measures = errors.measures else { return }
    customers += 1
    self.folds += folds
    model.add(measures.model)
    naive.add(measures.naive)
    for part in LeadErrors.Part.allCases {
      guard let measures = errors.measures(part) else { continue }
      parts[part.rawValue].model.add(measures.model)
      parts[part.rawValue].naive.add(measures.naive)
    }
    guard measures.ratio > 1 else { return }
    customersWorse += 1
    note(WorseCustomer(customer: customer, measures: measures))
  }

  private mutating func note(_ customer: WorseCustomer) {
    // Of the same ratio, as infinite ones are, the order is that of the names, whichever came first.
    let place = worst.partitionPoint {
      ($0.measures.ratio, customer.customer) < (customer.measures.ratio, $0.customer)
    }
    guard place < Self.worstCount else { return }
    worst.insert(customer, at: place)
    if worst.count > Self.worstCount { worst.removeLast() }
  }

  /// Of the models; nil where no customer was evaluated.
  public var modelMeasures: FleetMeasures? { model.measures }
  /// Of the seasonal naive.
  public var naiveMeasures: FleetMeasures? { naive.measures }

  /// Of one part of the horizon; nil where nothing was compared there.
  ///
  /// - Parameter part: A third of the horizon.
  /// - Returns: The models' and the seasonal naive's.
  public func means(
    _ part: LeadErrors.Part
  ) -> (model: FleetMeasures.Means, naive: FleetMeasures.Means)? {
    let sums = parts[part.rawValue]
    guard let model = sums.model.means, let naive = sums.naive.means else { return nil }
    return (model, naive)
  }
}

/// A customer that the seasonal naive foretells better than the model.
public struct WorseCustomer: Hashable, Sendable {
  public let customer: String
  public let measures: ComparedMeasures
}

/// Measures of a fleet.
public struct FleetMeasures: Hashable, Sendable {
  /// Means over the customers.
  public struct Means: Hashable, Sendable {
    /// Nil where no customer has a seasonal scale.
    public let mase: Double?
    public let smape: Double
    /// One a level; `msis` is nil where no customer has a seasonal scale.
    public let intervals: [IntervalMeasures]
  }

  public let means: Means
  public let medianMAE: Double
  public let medianRMSE: Double
  /// The MASE that a tenth, half and nine tenths of the customers do not exceed; empty where none has
  /// a seasonal scale.
  public let maseDeciles: [Double]
}

private struct FleetErrors {
  private var means = FleetMeans()
  private var mae: [Double] = []
  private var rmse: [Double] = []
  private var mase: [Double] = []

  mutating func add(_ measures: AccuracyMeasures) {
    means.add(measures)
    mae.append(measures.mae)
    rmse.append(measures.rmse)
    if let value = measures.mase { mase.append(value) }
  }

  var measures: FleetMeasures? {
    guard let means = means.means else { return nil }
    let sorted = mase.sorted()
    let deciles = sorted.isEmpty ? [] : [0.1, 0.5, 0.9].map { sorted.quantile($0) }
    return FleetMeasures(
      means: means, medianMAE: mae.sorted().quantile(0.5), medianRMSE: rmse.sorted().quantile(0.5),
      maseDeciles: deciles)
  }
}

private struct FleetMeans {
  private var customers = 0.0
  private var smape = 0.0
  private var scaledCustomers = 0.0
  private var mase = 0.0
  private var coverage = CrossValidation.levels.map { _ in 0.0 }
  private var msis = CrossValidation.levels.map { _ in 0.0 }

  mutating func add(_ measures: AccuracyMeasures) {
    customers += 1
    smape += measures.smape
    if let value = measures.mase {
      scaledCustomers += 1
      mase += value
    }
    for (index, interval) in measures.intervals.enumerated() {
      coverage[index] += interval.coverage
      msis[index] += interval.msis ?? 0
    }
  }

  var means: FleetMeasures.Means? {
    guard customers > 0 else { return nil }
    return FleetMeasures.Means(
      mase: scaledCustomers > 0 ? mase / scaledCustomers : nil, smape: smape / customers,
      intervals: CrossValidation.levels.indices.map { index in
        IntervalMeasures(
          level: CrossValidation.levels[index], coverage: coverage[index] / customers,
          msis: scaledCustomers > 0 ? msis[index] / scaledCustomers : nil)
      })
  }
}

extension [Double] {
  /// A quantile of sorted values, between neighbours in proportion (Hyndman and Fan's type 7).
  fileprivate func quantile(_ share: Double) -> Double {
    let place = share * Double(count - 1)
    let low = Int(place)
    let high = Swift.min(low + 1, count - 1)
    return self[low] + (place - Double(low)) * (self[high] - self[low])
  }
}
