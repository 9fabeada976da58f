import Customers
import FileSystem
import ModelRegistry
import TestFolders

extension TemporaryFolder {
  /// A writer whose clock always says `milliseconds`.
  func writer(at milliseconds: Int64 = 1_000) throws -> RegistryWriter {
    try RegistryWriter(path: path("registry.sqlite")) { milliseconds }
  }
}

func newRun(identity: String = "a", customers: Int = 3) -> NewRun {
  NewRun(identity: identity, kind: .train, dataPath: "/data", options: "{}", customers: customers)
}

func trained(
  _ customer: String, lastTime: Int64 = 0, mase: Double? = nil, warnings: [String] = []
) throws -> RecordedOutcome {
  RecordedOutcome(
    OutcomeRecord(
      customer: customer, status: .trained, warnings: warnings, rows: 365,
      durationMicroseconds: 200, accuracy: AccuracyRecord(mase: mase)),
    artifact: ArtifactRecord(
      customer: try CustomerID(customer), version: "1f3a9c",
      source: FileIdentity(sizeBytes: 9, modifiedNanoseconds: 8, inode: UInt64.max),
      sourceDigest: ContentDigest(high: 1, low: UInt64.max),
      specificationDigest: ContentDigest(high: 3, low: 4), firstTime: -86_400, lastTime: lastTime))
}

func failed(_ customer: String, reason: String = "empty", message: String = "") -> RecordedOutcome {
  RecordedOutcome(
    OutcomeRecord(customer: customer, status: .failed, reason: reason, message: message))
}
