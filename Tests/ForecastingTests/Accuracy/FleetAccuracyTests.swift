import Testing

@testable import Forecasting

struct FleetAccuracyTests {
  @Test func `means and medians are over customers, not over values`() throws {
    var fleet = FleetAccuracy()

    fleet.add("a", folds: 1, errors: errors([1], naive: 2))
    fleet.add("b", folds: 2, errors: errors([2, 2, 2, 2], naive: 4))
    fleet.add("c", folds: 1, errors: errors([6], naive: 3))

    let model = try #require(fleet.modelMeasures)
    let naive = try #require(fleet.naiveMeasures)
    #expect(fleet.customers == 3)
    #expect(fleet.folds == 4)
    #expect(model.means.mase == 3)
    #expect(naive.means.mase == 3)
    #expect(model.medianMAE == 2)
    #expect(naive.medianRMSE == 3)
    // Between neighbours: 1 + 0.2 · 1 and 2 + 0.8 · 4; tenths are not exact in binary.
    #expect(zip(model.maseDeciles, [1.2, 2, 5.2]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(model.means.intervals.map(\.coverage) == [1.0 / 3, 1])
  }

  @Test func `names the customers that are worse than the naive, the worst first`() {
    var fleet = FleetAccuracy()

    for number in 0..<12 {
      fleet.add("\(number)", folds: 1, errors: errors([Double(number)], naive: 2))
    }
    fleet.add("again", folds: 1, errors: errors([11], naive: 2))

    #expect(fleet.customersWorse == 10)
    #expect(fleet.worst.map(\.customer) == ["11", "again"] + (3...10).reversed().map { "\($0)" })
  }

  @Test func `names the same customers in whichever order they come`() {
    let names = (10..<25).map { "\($0)" }

    for order in [names, names.reversed()] {
      var fleet = FleetAccuracy()
      for name in order { fleet.add(name, folds: 1, errors: errors([1], naive: 0)) }

      #expect(fleet.worst.map(\.customer) == Array(names.prefix(10)))
    }
  }

  @Test func `has nothing to say of no customers`() {
    var fleet = FleetAccuracy()
    fleet.add("nothing compared", folds: 1, errors: LeadErrors())

    #expect(fleet.modelMeasures == nil)
    #expect(fleet.means(.short) == nil)
    #expect(fleet.customers == 0)
  }

  @Test func `leads are told apart`() throws {
    var fleet = FleetAccuracy()

    fleet.add("a", folds: 1, errors: errors([1], naive: 2, part: .long))

    #expect(fleet.means(.short) == nil)
    #expect(fleet.means(.long)?.model.mase == 1)
    #expect(fleet.means(.long)?.naive.mase == 2)
  }

  /// Errors of a size, around 100, by a scale of 1; intervals hold errors below 2 and below 100.
  private func errors(
    _ sizes: [Double], naive: Double, part: LeadErrors.Part = .short
  ) -> LeadErrors {
    var errors = LeadErrors()
    let scale = SeasonalScale(training: [0, 1], season: 1)
    for size in sizes {
      errors.add(
        part, actual: 100, model: prediction(100 + size), naive: prediction(100 - naive),
        scale: scale)
    }
    return errors
  }

  private func prediction(_ yhat: Double) -> LeadErrors.Prediction {
    LeadErrors.Prediction(yhat: yhat, bounds: [(yhat - 1.5, yhat + 1.5), (yhat - 100, yhat + 100)])
  }
}
