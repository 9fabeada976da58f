import LinearAlgebra

/// What all series on the same rows share: the design, its normal equations, and the plan of the fit.
///
/// Everything here follows from the interval, the rows and the specification alone; no series leaves
/// a trace, so a result is the same whether the frame is new or has served others.
final class GridFrame<Design: DesignMatrix> {
  let traits: IntervalTraits
  let design: Design
  let plan: BacktestPlan
  let seasons: FilterSeasons
  let bank: FilterBank
  /// Of the seasonal autoregression; empty where there is none.
  let autoregressionLags: [Int]
  /// How much each row counts, 1 at the last.
  let weights: RecencyWeights
  /// Of all rows.
  let final: RidgeSystem
  /// Of the rows known at the oldest origin; nil where there is no origin.
  let heldBack: RidgeSystem?
  /// How far ahead each point of each origin lies, in steps; origin by origin.
  let leads: [Double]
  let leadSteps: LeadSteps
  /// What filters need to know of each lead.
  let filterLeads: FilterLeads

  /// - Parameters:
  ///   - design: Of the rows.
  ///   - traits: Of the interval.
  ///   - horizon: The reference horizon.
  ///   - spec: Of the models.
  ///   - rowsBefore: Rows of the history before the first of the design.
  init(
    design: Design, traits: IntervalTraits, horizon: Int, spec: ModelSpec, rowsBefore: Int = 0
  ) {
    self.design = design
    self.traits = traits
    let plan = BacktestPlan(rows: rowsBefore + design.rows, horizon: horizon, traits: traits)
      .countingRows(from: rowsBefore)
    self.plan = plan
    seasons = FilterSeasons(traits, wanted: spec.seasonalities)
    bank = FilterBank(
      FilterSet.bank(of: traits, rows: design.rows, seasons: seasons, growth: spec.growth),
      seasons: seasons)
    let seasonal = seasons.short > 1 && seasons.long > 1
    autoregressionLags = seasonal && !plan.origins.isEmpty ? traits.autoregressionLags : []
    weights = RecencyWeights(
      design, halfLife: traits.halfLife, isRegular: !traits.isIrregular)
    leads = plan.origins.flatMap { origin in
      let start = design.position(ofRow: origin - 1)
      return plan.points.map { design.position(ofRow: origin - 1 + $0) - start }
    }
    let steps = LeadSteps(leads, points: plan.points.count)
    leadSteps = steps
    filterLeads = FilterLeads(
      rows: plan.origins.flatMap { origin in plan.points.map { origin - 1 + $0 } },
      distances: leads, seasons: seasons, steps: steps)
    (final, heldBack) = Self.systems(design, plan, weights, rows: [0..<design.rows])
  }

  /// The filters at the beginning of the tail.
  ///
  /// - Parameter noise: The variance of the core's residuals.
  /// - Returns: Filters that have learnt nothing.
  func filters(noise: Double) -> ResidualFilters {
    ResidualFilters(bank, noise: noise, shiftRows: traits.shiftRows)
  }

  /// How many times the weights of the held-back rows are those of all rows.
  var heldBackGrowth: Double {
    plan.origins.first.map { 1 / weights[$0 - 1] } ?? 1
  }

  /// The systems of a series that lacks some rows.
  ///
  /// - Parameter missing: Runs of rows, ascending.
  /// - Returns: As `final` and `heldBack`, without the rows.
  func systems(without missing: [Range<Int>]) -> (final: RidgeSystem, heldBack: RidgeSystem?) {
    let lacking = missing.reduce(0) { $0 + $1.count }
    guard lacking > 0 else { return (final, heldBack) }
    guard 2 * lacking < design.rows else {
      let present = zip([0] + missing.map(\.upperBound), missing.map(\.lowerBound) + [design.rows])
        .map { $0..<$1 }.filter { !$0.isEmpty }
      return Self.systems(design, plan, weights, rows: present)
    }
    let known = plan.origins.first ?? 0
    var early = NormalEquations(columns: design.columns.count)
    early.add(missing.compactMap { $0.part(before: known) }, of: design, weights: weights)
    var late = early
    late.add(missing.compactMap { $0.part(from: known) }, of: design, weights: weights)
    let own = heldBack.map {
      $0.equations.subtracting(early.scaled(by: heldBackGrowth))
    }
    return (
      RidgeSystem(equations: final.equations.subtracting(late), columns: design.columns),
      own.map { RidgeSystem(equations: $0, columns: design.columns) }
    )
  }

  private static func systems(
    _ design: Design, _ plan: BacktestPlan, _ weights: RecencyWeights, rows: [Range<Int>]
  ) -> (RidgeSystem, RidgeSystem?) {
    let known = plan.origins.first ?? 0
    var equations = NormalEquations(columns: design.columns.count)
    equations.add(rows.compactMap { $0.part(before: known) }, of: design, weights: weights)
    let early = equations
    equations.add(rows.compactMap { $0.part(from: known) }, of: design, weights: weights)
    let final = RidgeSystem(equations: equations, columns: design.columns)
    guard known > 0 else { return (final, nil) }
    return (
      final,
      RidgeSystem(equations: early.scaled(by: 1 / weights[known - 1]), columns: design.columns)
    )
  }
}

extension Range<Int> {
  /// The part below a bound, nil where it is empty.
  func part(before bound: Int) -> Range<Int>? {
    lowerBound < bound ? lowerBound..<Swift.min(upperBound, bound) : nil
  }

  /// The part at and above a bound, nil where it is empty.
  func part(from bound: Int) -> Range<Int>? {
    upperBound > bound ? Swift.max(lowerBound, bound)..<upperBound : nil
  }
}
