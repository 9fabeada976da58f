import FileSystem
import Forecasting
import SeriesIngest

/// Writes a fleet of energy customers: the same call gives the same bytes.
///
/// With *t* in days from the start, a value is
///
///     (baseline + amplitude · sin(2πt/365)) · (1 + trend · t/365)
///       · (1 + weekly · w(weekday)) · (1 + daily · d(hour)) · (1 + noise · N(0, 1))
///
/// where baseline is drawn from U(500, 1000), amplitude from U(100, 200), weekly from
/// U(0.02, 0.06) and, of an hourly fleet, daily from U(0.1, 0.3), in this order; then comes the
/// noise, row by row. A customer's numbers depend on the seed and the customer alone. Source of
/// baseline, amplitude and columns: the AWS sample "Scaling training and serving thousands of models
/// with Amazon SageMaker".
public struct EnergyFleetGenerator: Sendable {
  private let options: EnergyFleetOptions
  /// What all customers share, row by row.
  private let rows: [EnergyRow]

  /// - Throws: `outOfRange`
  public init(_ options: EnergyFleetOptions) throws(FleetDataError) {
    try options.check()
    self.options = options
    rows = EnergyRow.all(options)
  }

  /// The values of one customer, oldest first.
  ///
  /// - Parameter customer: In 1...`customers`.
  /// - Returns: One value a day or hour, not rounded.
  public func values(ofCustomer customer: Int) -> [Double] {
    var random = RandomStream(seed: options.seed, number: UInt64(customer))
    let baseline = random.uniform(500, 1_000)
    let amplitude = random.uniform(100, 200)
    let ownWeekly = random.uniform(0.02, 0.06)
    let weekly = options.weeklyAmplitude ?? ownWeekly
    let daily = options.step == .hour ? random.uniform(0.1, 0.3) : 0
    return rows.map { row in
      let level = (baseline + amplitude * row.yearly) * row.trend
      let shape = (1 + weekly * row.weekly) * (1 + daily * row.daily)
      return level * shape * (options.noise > 0 ? 1 + options.noise * random.normal() : 1)
    }
  }

  /// The file of one customer: `customer_id,timestamp,consumption`, values with six decimals.
  ///
  /// - Parameter customer: In 1...`customers`.
  /// - Returns: All of its bytes.
  public func file(ofCustomer customer: Int) -> [UInt8] {
    let name = Array("\(customer),".utf8)
    var bytes = Array("customer_id,timestamp,consumption\n".utf8)
    bytes.reserveCapacity(bytes.count + rows.count * (name.count + 32))
    for (row, value) in zip(rows, values(ofCustomer: customer)) {
      bytes.append(contentsOf: name)
      bytes.append(contentsOf: row.timestamp)
      bytes.append(.comma)
      bytes.append(decimal: value)
      bytes.append(.newline)
    }
    return bytes
  }

  /// Writes `1.csv`, `2.csv`, ….
  ///
  /// - Parameters:
  ///   - folder: Created where it is missing.
  ///   - force: Whether there may be customers in it; those of the same names are replaced.
  ///   - progress: Called with the number of customers written, after each.
  /// - Throws: `folderInUse`, or what the system says.
  public func write(to folder: String, force: Bool = false, progress: (Int) -> Void = { _ in })
    throws(FleetDataError)
  {
    let output = OutputFolder(folder)
    try output.prepare(force: force)
    for customer in 1...options.customers {
      let path = output.directory.path(of: "\(customer).csv")
      try FleetDataError.catching { () throws(FileSystemError) in
        try OutputFile(path, from: .empty).write(file(ofCustomer: customer))
      }
      progress(customer)
    }
  }
}
