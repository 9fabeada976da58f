import FleetTraining
import Forecasting
import PrintableText

/// What `retrain --dry-run` says, for people and as JSON.
struct NightPreviewReport {
  let preview: NightPreview

  func text() -> String {
    var run = preview.resumedRun.map { "go on with run \($0)" } ?? "begin a new run"
    if preview.refusal != nil { run = "be refused; else" }
    var lines = ["Would \(run):", "  \(NumberText.grouped(preview.unchanged)) unchanged"]
    if preview.done > 0 { lines.append("  \(NumberText.grouped(preview.done)) done already") }
    lines.append(Self.line(preview.updated, "would be updated"))
    for (reason, group) in Self.sorted(preview.fitted, by: \.rawValue) {
      lines.append(Self.line(group, "would be fitted: \(reason.rawValue)"))
    }
    for (reason, group) in Self.sorted(preview.failing, by: \.self) {
      lines.append(Self.line(group, "would fail: \(reason)"))
    }
    if preview.invalidNames > 0 {
      let files = NumberText.counted(preview.invalidNames, "file")
      lines.append("  \(files) with a name that is no ID")
    }
    if preview.missing > 0 {
      let examples = preview.missingExamples.listed(of: preview.missing)
      lines.append(
        "  \(NumberText.grouped(preview.missing)) with a model but no file, kept (\(examples))")
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ group: CustomerGroup, _ words: String) -> String {
    let examples =
      group.examples.isEmpty ? "" : " (\(group.examples.listed(of: group.customers)))"
    return "  \(NumberText.grouped(group.customers)) \(words)\(examples)"
  }

  private static func sorted<Reason>(
    _ groups: [Reason: CustomerGroup], by word: (Reason) -> String
  ) -> [(Reason, CustomerGroup)] {
    groups.sorted {
      ($1.value.customers, word($0.key)) < ($0.value.customers, word($1.key))
    }.map { ($0.key, $0.value) }
  }

  func json() throws -> String { try JSONText.of(Document(preview)) }

  private struct Document: Encodable {
    let resumedRun: Int64?
    let unchanged: Int
    let done: Int
    let updated: Int
    let fitted: [Group]
    let failing: [Group]
    let missing: Int
    let invalidNames: Int
    /// Why the night would not begin; nil where it would.
    let refusal: String?

    init(_ preview: NightPreview) {
      resumedRun = preview.resumedRun
      unchanged = preview.unchanged
      done = preview.done
      updated = preview.updated.customers
      fitted = NightPreviewReport.sorted(preview.fitted, by: \.rawValue).map {
        Group(reason: $0.0.rawValue, customers: $0.1.customers, examples: $0.1.examples)
      }
      failing = NightPreviewReport.sorted(preview.failing, by: \.self).map {
        Group(reason: $0.0, customers: $0.1.customers, examples: $0.1.examples)
      }
      missing = preview.missing
      invalidNames = preview.invalidNames
      refusal = preview.refusal.map { "\($0)" }
    }
  }

  private struct Group: Encodable {
    let reason: String
    let customers: Int
    let examples: [String]
  }
}
