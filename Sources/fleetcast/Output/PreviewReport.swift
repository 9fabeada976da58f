import FleetTraining
import PrintableText

/// What `train --dry-run` says, for people and as JSON.
struct PreviewReport {
  let preview: TrainingPreview

  init(_ preview: TrainingPreview) { self.preview = preview }

  func text() -> String {
    let run =
      preview.resumedRun.map { "go on with run \($0) and train" }
      ?? "begin a new run and train"
    let count = NumberText.counted(preview.customersToTrain, "customer")
    let anew = preview.resumedRun == nil ? ", each anew" : ""
    var lines = ["Would \(run) \(count)\(anew):"]
    for group in preview.groups {
      let examples = group.examples.listed(of: group.customers)
      lines.append(
        "  \(NumberText.grouped(group.customers)) \(Self.words(group.reason)): \(examples)")
    }
    if preview.invalidNames > 0 {
      let files = NumberText.counted(preview.invalidNames, "file")
      lines.append("  \(files) with a name that is no ID")
    }
    if preview.withoutFile > 0 {
      let customers = NumberText.counted(preview.withoutFile, "customer")
      lines.append("\(customers) with a model but no file would keep the model.")
    }
    return lines.joined(separator: "\n")
  }

  private static func words(_ reason: TrainingPreview.Reason) -> String {
    switch reason {
    case .new: "new"
    case .changed: "with another file or future than before"
    case .otherSettings: "trained with other settings before"
    case .unchanged: "with the same file as before"
    case .done: "done already, not again"
    case .failedBefore: "failed before, not again without --only-failed"
    case .triedAgain: "failed before"
    }
  }

  func json() throws -> String { try JSONText.of(Document(preview)) }

  private struct Document: Encodable {
    let resumedRun: Int64?
    let customersToTrain: Int
    let reasons: [Group]
    let invalidNames: Int
    let withoutFile: Int

    init(_ preview: TrainingPreview) {
      resumedRun = preview.resumedRun
      customersToTrain = preview.customersToTrain
      reasons = preview.groups.map {
        Group(
          reason: $0.reason, trained: $0.reason.isTrained, customers: $0.customers,
          examples: $0.examples)
      }
      invalidNames = preview.invalidNames
      withoutFile = preview.withoutFile
    }
  }

  private struct Group: Encodable {
    let reason: TrainingPreview.Reason
    let trained: Bool
    let customers: Int
    let examples: [String]
  }
}
