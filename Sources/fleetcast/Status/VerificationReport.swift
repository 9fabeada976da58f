import FleetTraining

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
    let archives = "\(NumberText.grouped(result.archives)) archives and the registry verified"
    let unrecorded =
      result.unrecorded > 0
      ? "; \(NumberText.grouped(result.unrecorded)) archives are not in the registry" : ""
    guard !result.findings.isEmpty else { return archives + ": all whole" + unrecorded }
    return archives + ": \(NumberText.grouped(result.findings.count)) faults" + unrecorded
  }

  func json() throws -> String { try JSONText.of(Document(result)) }

  private struct Document: Encodable {
    let archives: Int
    let unrecorded: Int
    let faults: [Fault]

    init(_ result: FleetVerification.Result) {
      archives = result.archives
      unrecorded = result.unrecorded
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
