import FleetTraining
import ModelRegistry
import PrintableText

/// What `runs rollback --dry-run` and `runs promote --dry-run` say, for people and as JSON.
struct ExchangePreviewReport {
  let preview: ExchangePreview
  /// That a rollback was given, each behind a space.
  var flags = ""

  /// Prints it, and ends as the command itself would that is refused.
  func show(_ settings: Settings) throws {
    let asJSON = try settings.value(Catalogue.json, default: false)
    try StandardOutput.write(line: asJSON ? try JSONText.of(Document(preview)) : text)
    if let refusal = preview.refusal { throw refusal.failure(CommandHint(settings), flags: flags) }
  }

  var text: String {
    if let done = preview.doneBy {
      return "Would do nothing: run \(done) has done it before."
    }
    var lines = ["Would \(what):"]
    lines += [
      Self.line(preview.replaced, "replaced by another"),
      Self.line(preview.added, "put in place where there is none"),
      Self.line(preview.removed, "taken away: these customers had none before"),
    ].compactMap { $0 }
    if preview.unchanged > 0 { lines.append("  \(Self.models(preview.unchanged)) as it would be") }
    if preview.done > 0 { lines.append("  \(Self.models(preview.done)) done already") }
    if lines.count == 1 { lines.append("  no model is touched") }
    if preview.changesSpecification { lines.append(ExchangeSummary.otherOptions) }
    return lines.joined(separator: "\n")
  }

  private var what: String {
    let target = preview.target
    let verb = target.stage == nil ? "roll back" : "promote"
    if preview.refusal != nil { return "be refused; else \(verb) run \(target.id)" }
    let going = preview.resumedRun.map { "go on with run \($0) and " } ?? ""
    return "\(going)\(verb) run \(target.id)"
  }

  private static func line(_ group: CustomerGroup, _ words: String) -> String? {
    guard group.customers > 0 else { return nil }
    return "  \(models(group.customers)) \(words) (\(group.examples.listed(of: group.customers)))"
  }

  private static func models(_ number: Int) -> String { NumberText.counted(number, "model") }

  private struct Document: Encodable {
    /// The run that would be undone or brought in.
    let target: Int64
    let resumedRun: Int64?
    /// The rollback or promotion that has been done before.
    let doneBy: Int64?
    let replaced: Group
    let added: Group
    let removed: Group
    let unchanged: Int
    let done: Int
    /// Whether the staged models were made with other options than the served ones.
    let changesSpecification: Bool
    /// Why it would not begin; nil where it would.
    let refusal: String?

    init(_ preview: ExchangePreview) {
      target = preview.target.id
      resumedRun = preview.resumedRun
      doneBy = preview.doneBy
      replaced = Group(preview.replaced)
      added = Group(preview.added)
      removed = Group(preview.removed)
      unchanged = preview.unchanged
      done = preview.done
      changesSpecification = preview.changesSpecification
      refusal = preview.refusal.map { "\($0)" }
    }
  }

  private struct Group: Encodable {
    let customers: Int
    let examples: [String]

    init(_ group: CustomerGroup) {
      customers = group.customers
      examples = group.examples
    }
  }
}
