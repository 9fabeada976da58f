import Customers
import FileSystem
import Glibc
import Measuring
import SeriesIngest

/// Where a customer's time goes on the road from file to archive, stage by stage, beside the floor
/// of each: CPU time of one thread, the two in turn over batches of the same files.
///
/// Usage: `stages daily|hourly DATA OUT`; prints `stage microseconds floor` a line, `-` where a
/// stage has no floor.
@main
struct Stages {
  private static let batches = 20

  static func main() throws {
    guard CommandLine.arguments.count == 4, let floor = try floor(of: CommandLine.arguments[1])
    else {
      print("usage: stages daily|hourly DATA OUT")
      exit(2)
    }
    let (data, out) = (CommandLine.arguments[2], CommandLine.arguments[3])
    try Directory(out).create()
    let customers = try DataFolder(path: data).list().customers
    let (own, least) = try measure(customers, data: data, out: out, floor)
    for stage in ["list", "read", "fit", "encode", "write"] {
      let cells = [own, least].map { $0.microseconds(stage).map { "\($0)" } ?? "-" }
      print(stage, cells.joined(separator: " "))
    }
  }

  /// The BLAS calls of a positive series: a year of days, or a year of hours whose columns repeat
  /// every week.
  private static func floor(of kind: String) throws -> FitFloor? {
    switch kind {
    case "daily": try FitFloor(rows: 365, period: 365, columns: 32, scales: 2)
    case "hourly": try FitFloor(rows: 8_760, period: 168, columns: 66, scales: 2)
    default: nil
    }
  }

  private static func measure(
    _ customers: CustomerList, data: String, out: String, _ floor: FitFloor
  ) throws -> (own: StageTimes, least: StageTimes) {
    var (ownTimes, leastTimes) = (StageTimes(), StageTimes())
    var own = try OwnStages(data: data, out: out + "/own")
    var least = FloorStages(data: data, out: out + "/floor", fit: floor, archiveBytes: 2_500)
    let size = max(1, customers.count / batches)
    for start in stride(from: 0, to: customers.count, by: size) {
      let batch = start..<min(start + size, customers.count)
      for index in batch { try own.train(customers[index], &ownTimes) }
      try own.publish(&ownTimes)
      ownTimes.endBatch(customers: batch.count)
      for index in batch { least.train(customers[index], &leastTimes) }
      leastTimes.endBatch(customers: batch.count)
    }
    for _ in 0..<batches {
      _ = try ownTimes.measure("list") { try DataFolder(path: data).list() }
      ownTimes.endBatch(customers: customers.count)
      least.list(&leastTimes)
      leastTimes.endBatch(customers: customers.count)
    }
    return (ownTimes, leastTimes)
  }
}
