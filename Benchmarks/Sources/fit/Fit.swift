import Forecasting
import Glibc

/// What fits and forecasts cost in CPU time of one thread, beside the floor.
///
/// Usage: `fit [ROUNDS] [CASE]`; prints a table of medians over `ROUNDS` rounds, of the one case whose
/// title contains `CASE` or of all.
@main
struct Fit {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let rounds = arguments.first.map { Int($0) ?? 0 } ?? 300
    guard rounds > 0, arguments.count <= 2 else {
      print("usage: fit [ROUNDS] [CASE]")
      exit(2)
    }
    print("| | µs | floor, µs | ratio | a quarter took less than, µs |")
    print("|---|---|---|---|---|")
    for measured in Case.all where arguments.count < 2 || measured.title.contains(arguments[2]) {
      print(try measured.row(rounds: rounds))
    }
    guard arguments.count < 2 else { return }
    print(try Case.forecastRow(rounds: rounds))
    print("\nA loaded daily model: \(try Case.daily.modelBytes()) bytes")
  }
}
