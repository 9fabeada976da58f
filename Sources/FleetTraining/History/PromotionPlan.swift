import Customers
import FileSystem
import ModelArtifacts
import ModelRegistry

/// What a promotion is about, before anything is changed.
struct PromotionPlan {
  /// The last run into the stage.
  let staged: RunRecord
  /// Of the stage.
  let folder: String
  /// Whether the stage's folder is there.
  let isThere: Bool
  let exchange: ExchangeRun
  /// The finished promotion that leaves nothing to do.
  let done: RunRecord?
  /// Unfinished promotions of what the stage held before, which have nothing left to bring in.
  let outdated: [RunRecord]
  /// Whether the stage was trained with other options of the model than the last run that served.
  let changesSpecification: Bool

  /// - Throws: `HistoryError` where there is no such stage, or it is not finished or not whole.
  init(of stage: StageName, _ layout: TrainingLayout, _ registry: Registry) throws {
    let runs = try registry.runs(since: 0)
    guard let staged = runs.first(where: { $0.stage == stage.text }) else {
      throw HistoryError.noSuchStage(stage, artifactsFolder: layout.artifacts)
    }
    self.staged = staged
    folder = layout.stage(stage)
    isThere = Directory.hasEntry(at: folder)
    exchange = ExchangeRun(.promote, of: staged, among: runs)
    done =
      isThere
      ? nil
      : runs.first {
        $0.kind == .promote && $0.target == staged.id && $0.state == .finished
      }
    let served = runs.first {
      $0.stage == nil && $0.state != .refused && ($0.kind == .train || $0.kind == .retrain)
    }
    changesSpecification = staged.specificationDigest != served?.specificationDigest
    let older = Set(runs.filter { $0.stage == staged.stage && $0.id < staged.id }.map(\.id))
    outdated = runs.filter { run in
      run.kind == .promote && run.state.isResumable && run.target.map(older.contains) == true
    }
    guard done == nil else { return }
    guard staged.state == .finished else {
      throw HistoryError.stageUnfinished(stage, staged)
    }
    if isThere { try checkWhole(stage, registry) }
  }

  /// Whether somebody has removed the stage before all of it was in place.
  var isStageLost: Bool {
    guard !isThere, done == nil else { return false }
    guard let unfinished = exchange.unfinished else { return true }
    // Nothing but the end was left to do: the promotion removed the stage itself.
    let isAllPlaced =
      unfinished.counts.failed == 0
      && unfinished.counts.placed >= staged.counts.recorded - staged.counts.failed
    return !isAllPlaced
  }

  /// How many models the promotion is about.
  func customers() throws(FileSystemError) -> Int {
    guard isThere else { return exchange.resumed?.counts.customers ?? 0 }
    return try ArchiveFolder(folder).customers().count
  }

  /// What somebody has taken out of the stage is not to be missed only when it is served.
  ///
  /// - Throws: `HistoryError.stageIncomplete`.
  private func checkWhole(_ stage: StageName, _ registry: Registry) throws {
    // Of a run long ago only the counts are known.
    guard try registry.outcomeCount(of: staged.id) == staged.counts.recorded else { return }
    let there = try ArchiveFolder(folder).customers()
    var lacking = CustomerGroup()
    try registry.forEachOutcome(of: staged.id) { customer, status in
      guard status != .failed, let id = try? CustomerID(customer), there.index(of: id) == nil
      else { return }
      lacking.add(customer)
    }
    guard lacking.customers == 0 else {
      throw HistoryError.stageIncomplete(
        stage, run: staged.id, customers: lacking.customers, examples: lacking.examples)
    }
  }
}
