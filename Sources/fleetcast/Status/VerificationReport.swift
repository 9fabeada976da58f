import Customers
import FleetTraining
import PrintableText

/// What `status --verify` found, for people and as JSON.
struct VerificationReport {
  let result: FleetVerification.Result

  init(_ layout: TrainingLayout) async throws {
    result = try await FleetVerification(layout).run()
  }

  var status: ExitStatus { result.findings.isEmpty ? .done : .failed }

  func text() -> String {
    let lines = result.findings.map { $0.description }
    return (lines + [summary]).joined(separator: "\n")
  }

  private var summary: String {
    let archives =
      "\(NumberText.counted(result.archives, "archive")) and the registry verified: "
    let findings =
      result.findings.isEmpty
      ? "all whole" : NumberText.counted(result.findings.count, "fault")
    var notes = ""
    if result.imported > 0 {
      notes += "; \(NumberText.grouped(result.imported)) imported from Prophet"
    }
    if result.unrecorded > 0 {
      let examples = result.unrecordedExamples.map(\.text).listed(of: result.unrecorded)
      notes += "; \(NumberText.grouped(result.unrecorded)) not in the registry: \(examples)"
    }
    return archives + findings + notes
  }

  func json() throws -> String { try JSONText.of(Document(result)) }

  private struct Document: Encodable {
    let archives: Int
    let imported: Int
    let unrecorded: Int
    let unrecordedExamples: [String]
    let faults: [Fault]

    init(_ result: FleetVerification.Result) {
      archives = result.archives
      imported = result.imported
      unrecorded = result.unrecorded
      unrecordedExamples = result.unrecordedExamples.map(\.text)
      faults = result.findings.map(Fault.init)
    }
  }

  private struct Fault: Encodable {
    /// Nil where it is the registry's.
    let customer: String?
    let message: String

    init(_ finding: FleetVerification.Finding) {
      let parts = finding.description.split(separator: "\t", maxSplits: 1).map(String.init)
      message = parts.last ?? ""
      if case .registryDamaged = finding { customer = nil } else { customer = parts.first }
    }
  }
}
