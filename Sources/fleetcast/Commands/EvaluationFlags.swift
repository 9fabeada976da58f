import ArgumentParser
import Forecasting

/// Where the cutoffs of a cross-validation are, in the words of Prophet's diagnostics.
struct EvaluationFlags: ParsableArguments {
  @Option(help: "Most folds a customer, the latest ones (default: 3).")
  var folds: String?

  @Option(help: "Least history before a cutoff: 90, 90d (default: three horizons).")
  var initial: String?

  @Option(help: "From one cutoff to the next: 14, 14d (default: half a horizon).")
  var period: String?

  var flags: [String: String?] {
    [
      Catalogue.folds.name: folds, Catalogue.initial.name: initial, Catalogue.period.name: period,
    ]
  }

  static func validation(from settings: Settings) throws -> CrossValidation {
    var validation = CrossValidation()
    validation.folds = try settings.value(Catalogue.folds, default: validation.folds)
    validation.initial = try settings.value(Catalogue.initial)
    validation.period = try settings.value(Catalogue.period)
    return validation
  }
}

/// How `fleetcast evaluate` prints.
enum EvaluationFormat: String, Sendable, CaseIterable {
  case table
  case json
  case csv
}
