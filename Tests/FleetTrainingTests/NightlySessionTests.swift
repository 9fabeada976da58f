import Customers
import FileSystem
import FleetTraining
import Forecasting
import Foundation
import ModelArtifacts
import ModelRegistry
import SeriesIngest
import TestFolders
import Testing

/// A customer's file that grows from night to night, and a session each night.
private final class GrowingFile {
  let folder: TemporaryFolder
  var configuration: WorkerConfiguration

  init(days: Int) throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("data")
    try folder.makeFolder("artifacts")
    configuration = WorkerConfiguration(
      folders: WorkerFolders(
        data: folder.path("data"), artifacts: folder.path("artifacts"),
        temporary: folder.path("tmp"), lock: folder.path("workers.lock")),
      model: ModelRules(
        specification: ModelSpec(), digest: "0123456789abcdef0123456789abcdef"),
      reading: ReadingRules(ReadingOptions()), runStartedNanoseconds: .max, batch: BatchLimits())
    configuration.nightly = NightlyRules()
    try write(days: days)
  }

  func write(days: Int, _ value: (Int) -> Int = { 100 + $0 * 37 % 11 }) throws {
    let rows = (0..<days).map { "\($0 * 86_400),\(value($0))\n" }
    try folder.write("ds,y\n" + rows.joined(), to: "data/a.csv")
  }

  func night() throws -> CustomerResult.Ending {
    var result: CustomerResult?
    var session = try WorkerSession(configuration) { message in
      if case .outcomes(let results) = message { result = results.first }
    }
    session.take(.batch([try CustomerID("a")]))
    session.take(.settle)
    while !session.isIdle { try session.step() }
    return try #require(result).ending
  }

  /// The archive as it was before there was an outlook in it.
  func writeArchiveWithoutOutlook() throws {
    let artifact = try artifact()
    var writer = ArtifactWriter()
    let bytes = try writer.encode(
      ModelArtifact(
        manifest: artifact.manifest, model: artifact.model,
        state: ArtifactState(
          update: artifact.state.update, watermark: artifact.state.watermark)))
    try folder.write(Data(bytes), to: "artifacts/a.tar.gz")
  }

  func artifact() throws -> ModelArtifact {
    try ArtifactReader().read(try CustomerID("a"), in: folder.path("artifacts"))
  }
}

extension CustomerResult.Ending {
  fileprivate var origin: ModelOrigin? {
    if case .trained(let customer) = self { customer.origin } else { nil }
  }

  fileprivate var score: ScoreRecord? {
    if case .trained(let customer) = self { customer.score } else { nil }
  }

  fileprivate var isUnchanged: Bool { if case .unchanged = self { true } else { false } }
}

struct `A customer's night` {
  @Test func `is a fit at first, then an update with the new rows`() throws {
    let nights = try GrowingFile(days: 900)

    let first = try nights.night()
    try nights.write(days: 901)
    let second = try nights.night()

    #expect(first.origin == .fitted(.new))
    #expect(second.origin == .updated)
    let artifact = try nights.artifact()
    #expect(artifact.manifest.rows == 901)
    #expect(artifact.manifest.firstTime == 0)
    #expect(artifact.manifest.lastTime == 900 * 86_400)
    #expect(artifact.state.watermark?.timestamp == 43_286_400, "day 501")
  }

  @Test func `of a file that was only touched leaves the archive as it is`() throws {
    let nights = try GrowingFile(days: 900)
    _ = try nights.night()
    let before = try FileIdentity(path: nights.folder.path("artifacts/a.tar.gz"))

    try nights.write(days: 900)
    let ending = try nights.night()

    #expect(ending.isUnchanged)
    #expect(try FileIdentity(path: nights.folder.path("artifacts/a.tar.gz")) == before)
    guard case .unchanged(let customer) = ending else { return }
    #expect(customer.source == (try FileIdentity(path: nights.folder.path("data/a.csv"))))
  }

  @Test func `counts an archive as done that this run had put in place`() throws {
    let nights = try GrowingFile(days: 900)
    _ = try nights.night()
    nights.configuration.runStartedNanoseconds = 0

    guard case .adopted = try nights.night() else {
      Issue.record("not adopted")
      return
    }
  }

  @Test func `after a correction of old rows is a fit`() throws {
    let nights = try GrowingFile(days: 900)
    _ = try nights.night()

    try nights.write(days: 901) { $0 == 495 ? 7 : 100 + $0 * 37 % 11 }

    #expect(try nights.night().origin == .fitted(.correction))
  }

  @Test func `of a short series is a fit`() throws {
    let nights = try GrowingFile(days: 100)
    _ = try nights.night()
    try nights.write(days: 100)
    #expect(try nights.night().isUnchanged)

    try nights.write(days: 101)

    #expect(try nights.night().origin == .fitted(.shortSeries))
  }

  @Test func `with another specification is a fit`() throws {
    let nights = try GrowingFile(days: 900)
    _ = try nights.night()

    nights.configuration.model.digest = "fedcba9876543210fedcba9876543210"

    #expect(try nights.night().origin == .fitted(.specification))
  }

  @Test func `with an archive that cannot be read is a fit`() throws {
    let nights = try GrowingFile(days: 900)
    _ = try nights.night()

    try nights.folder.write("damaged", to: "artifacts/a.tar.gz")

    #expect(try nights.night().origin == .fitted(.archive))
  }

  @Test(arguments: [100, 900])
  func `scores and learns the same whether the state or the model says what was foretold`(
    days: Int
  ) throws {
    let nights = [try GrowingFile(days: days), try GrowingFile(days: days)]
    for night in nights { _ = try night.night() }
    try nights[1].writeArchiveWithoutOutlook()

    var endings: [CustomerResult.Ending] = []
    for night in nights {
      try night.write(days: days + 1)
      endings.append(try night.night())
    }

    #expect(endings[0].score != nil)
    #expect(endings[0].score == endings[1].score)
    #expect(endings[0].origin == endings[1].origin)
    #expect(try nights[0].artifact() == nights[1].artifact())
    #expect(try nights[1].artifact().state.outlook != nil)
  }

  @Test func `that brings more days than the state foretold is scored on all of them`() throws {
    let nights = try GrowingFile(days: 900)
    _ = try nights.night()

    try nights.write(days: 910)

    #expect(try nights.night().score?.values == 10)
  }

  @Test func `with a folder in the place of the archive is a failure of that customer`() throws {
    let nights = try GrowingFile(days: 100)
    nights.configuration.folders.previous = nights.folder.path("previous/worker-0")
    try nights.folder.makeFolder("artifacts/a.tar.gz")

    guard case .failed(let failure) = try nights.night() else {
      Issue.record("not failed")
      return
    }
    #expect(failure.reason == "artifact_not_a_file")
    #expect(failure.message.contains("a.tar.gz"))
    try FileManager.default.removeItem(atPath: nights.folder.path("artifacts/a.tar.gz"))
    #expect(try nights.night().origin == .fitted(.new))
  }

  @Test func `is a fit once the last one is as long ago as was asked`() throws {
    let nights = try GrowingFile(days: 900)
    _ = try nights.night()
    nights.configuration.nightly?.refitEverySeconds = 10 * 86_400

    try nights.write(days: 909)
    let before = try nights.night()
    try nights.write(days: 910)
    let after = try nights.night()

    #expect(before.origin == .updated)
    #expect(after.origin == .fitted(.scheduled))
  }

  @Test func `that passed its schedule without a fit waits for the next one`() throws {
    let nights = try GrowingFile(days: 900)
    _ = try nights.night()
    try nights.write(days: 915)
    let without = try nights.night()
    nights.configuration.nightly?.refitEverySeconds = 10 * 86_400

    var origins: [ModelOrigin?] = []
    for days in 916...920 {
      try nights.write(days: days)
      origins.append(try nights.night().origin)
    }

    #expect(without.origin == .updated)
    #expect(origins == [.updated, .updated, .updated, .updated, .fitted(.scheduled)])
  }

  @Test func `keeps the model where the file has a fault`() throws {
    let nights = try GrowingFile(days: 900)
    _ = try nights.night()
    let before = try nights.artifact()

    try nights.folder.write("ds,y\n2024-01-01,x\n", to: "data/a.csv")

    guard case .failed(let failure) = try nights.night() else {
      Issue.record("not failed")
      return
    }
    #expect(failure.reason == "not_a_number")
    #expect(try nights.artifact() == before)
  }
}
