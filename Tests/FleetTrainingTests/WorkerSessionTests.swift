import Customers
import FileSystem
import FleetTraining
import Forecasting
import Foundation
import ModelArtifacts
import SeriesIngest
import TestFolders
import Testing

/// A data folder, an artifacts folder, and a session between them that notes what it tells.
private final class Bench {
  let folder: TemporaryFolder
  var configuration: WorkerConfiguration
  private(set) var told: [WorkerMessage] = []

  init(_ files: [String: String]) throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("data")
    try folder.makeFolder("artifacts")
    for (name, text) in files { try folder.write(text, to: "data/\(name)") }
    configuration = WorkerConfiguration(
      folders: WorkerFolders(
        data: folder.path("data"), artifacts: folder.path("artifacts"),
        temporary: folder.path("tmp"), lock: folder.path("workers.lock")),
      model: ModelRules(
        specification: ModelSpec(), digest: "0123456789abcdef0123456789abcdef"),
      reading: ReadingRules(ReadingOptions()), runStartedNanoseconds: 0, batch: BatchLimits())
  }

  /// Gives the session messages, then lets it work until it waits for more.
  func work(_ messages: [CoordinatorMessage]) throws {
    var session = try WorkerSession(configuration) { [unowned self] in told.append($0) }
    for message in messages {
      session.take(message)
      while !session.isIdle, !session.hasEnded { try session.step() }
    }
  }

  func archives() throws -> [String] { try folder.names(in: "artifacts") }

  var outcomes: [[CustomerResult]] {
    told.compactMap { if case .outcomes(let results) = $0 { results } else { nil } }
  }
}

private let rows = "ds,y\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n"

private func batch(_ names: String...) throws -> CoordinatorMessage {
  .batch(try names.map { try CustomerID($0) })
}

@Test func `a customer's archive is in place before its outcome is told`() throws {
  let bench = try Bench(["a.csv": rows])

  try bench.work([batch("a")])
  #expect(bench.told == [.started(sequence: 0)])
  #expect(try bench.archives().isEmpty)

  try bench.work([batch("a"), .settle])
  #expect(try bench.archives() == ["a.tar.gz"])
  let result = try #require(bench.outcomes.first?.first)
  guard case .trained(let trained) = result.ending else {
    Issue.record("\(result)")
    return
  }
  let reader = ArtifactReader()
  let version = try reader.version(of: CustomerID("a"), in: bench.folder.path("artifacts"))
  #expect(trained.version == version?.token)
  #expect(trained.rows == 3)
  #expect(trained.lastTime == 1_704_240_000)
  let manifest = try reader.readManifest(
    of: CustomerID("a"), in: bench.folder.path("artifacts"))
  #expect(manifest.sourceDigest == trained.sourceDigest)
  #expect(manifest.specificationDigest.hexadecimal == bench.configuration.model.digest)
}

@Test func `a full batch is put in place, and told of when the next one is`() throws {
  let bench = try Bench(["a.csv": rows, "b.csv": rows, "c.csv": rows])
  bench.configuration.batch.customers = 1

  try bench.work([batch("a", "b")])

  #expect(bench.outcomes.map(\.count) == [1])
  #expect(try bench.archives() == ["a.tar.gz", "b.tar.gz"])
  #expect(try bench.folder.names(in: "tmp").isEmpty)
}

@Test func `outcomes come in the order of the customers, failed ones in their place`() throws {
  let bench = try Bench(["a.csv": rows, "b.csv": "ds,y\n2024-01-01,x\n", "d.csv": rows])

  try bench.work([batch("a", "b", "c", "d"), .settle])

  let results = bench.outcomes.flatMap { $0 }
  #expect(results.map(\.isFailure) == [false, true, true, false])
  let reasons = results.compactMap {
    if case .failed(let failure) = $0.ending { failure.reason } else { nil }
  }
  #expect(reasons == ["not_a_number", "missing"])
  #expect(try bench.archives() == ["a.tar.gz", "d.tar.gz"])
}

@Test func `told to stop, a session reports what it has done and nothing more`() throws {
  let bench = try Bench(["a.csv": rows, "b.csv": rows])
  var session = try WorkerSession(bench.configuration) { _ in }
  session.take(try batch("a", "b"))
  try session.step()

  session.take(.stop)
  while !session.hasEnded { try session.step() }

  #expect(try bench.archives() == ["a.tar.gz"])
}

@Test func `an archive that this run has put in place is adopted`() throws {
  let bench = try Bench(["a.csv": rows])
  try bench.work([batch("a"), .settle])
  let before = try FileIdentity(path: bench.folder.path("artifacts/a.tar.gz"))

  try bench.work([batch("a"), .settle])

  guard case .trained(var trained) = bench.outcomes.first?.first?.ending,
    case .adopted(let adopted) = bench.outcomes.last?.first?.ending
  else {
    Issue.record("\(bench.outcomes)")
    return
  }
  // Three rows are remarked on as short by the fit, which an adopted archive does not go through.
  trained.warnings = []
  #expect(adopted == trained)
  #expect(try FileIdentity(path: bench.folder.path("artifacts/a.tar.gz")) == before)
}

@Test(arguments: ["source", "specification", "time", "damage"])
func `an archive of other origin is replaced`(difference: String) throws {
  let bench = try Bench(["a.csv": rows])
  try bench.work([batch("a"), .settle])
  let before = try FileIdentity(path: bench.folder.path("artifacts/a.tar.gz"))

  switch difference {
  case "source": try bench.folder.write(rows + "2024-01-04,4\n", to: "data/a.csv")
  case "specification": bench.configuration.model.digest = String(repeating: "1", count: 32)
  case "time": bench.configuration.runStartedNanoseconds = before.modifiedNanoseconds + 1
  default: try bench.folder.write("damaged", to: "artifacts/a.tar.gz")
  }
  try bench.work([batch("a"), .settle])

  guard case .trained = bench.outcomes.last?.first?.ending else {
    Issue.record("\(bench.outcomes)")
    return
  }
  #expect(try FileIdentity(path: bench.folder.path("artifacts/a.tar.gz")) != before)
}

@Test func `covariates are read from the customer's file and from the future beside it`() throws {
  let bench = try Bench([
    "a.csv": "ds,y,c\n2024-01-01,1,1\n2024-01-02,2,2\n2024-01-03,3,3\n2024-01-04,,4\n",
    "b.csv": "ds,y,c\n2024-01-01,1,1\n2024-01-02,2,x\n",
    "c.csv": rows, "d.csv": rows, "e.csv": rows,
  ])
  bench.configuration.model.specification.regressors = [try Regressor(name: "c")]
  bench.configuration.folders.future = bench.folder.path("future")
  try bench.folder.makeFolder("future")
  try bench.folder.write(
    "ds,c\n2024-01-01,5\n2024-01-02,6\n2024-01-03,8\n", to: "future/d.csv")
  try bench.folder.write("ds,c\n2024-01-01,\"5\n", to: "future/e.csv")

  try bench.work([batch("a", "b", "c", "d", "e"), .settle])

  let results = bench.outcomes.flatMap { $0 }
  #expect(results.map(\.isFailure) == [false, true, true, false, true])
  let failures = results.compactMap {
    if case .failed(let failure) = $0.ending { failure } else { nil }
  }
  #expect(failures.map(\.reason) == ["not_a_number", "missing_column", "bad_quoting"])
  #expect(failures.last?.message.contains(bench.folder.path("future/e.csv")) == true)
}

@Test func `an archive made with another future is replaced`() throws {
  let bench = try Bench(["a.csv": "ds,y,c\n2024-01-01,1,1\n2024-01-02,2,2\n2024-01-03,3,3\n"])
  bench.configuration.model.specification.regressors = [try Regressor(name: "c")]
  bench.configuration.folders.future = try bench.folder.write(
    "ds,c\n2024-01-04,5\n", to: "future.csv")
  try bench.work([batch("a"), .settle])

  try bench.work([batch("a"), .settle])
  try bench.folder.write("ds,c\n2024-01-04,6\n", to: "future.csv")
  try bench.work([batch("a"), .settle])

  let endings = bench.outcomes.flatMap { $0 }.map { result in
    switch result.ending {
    case .trained: "trained"
    case .adopted: "adopted"
    case .unchanged: "unchanged"
    case .failed(let failure): failure.reason
    }
  }
  #expect(endings == ["trained", "adopted", "trained"])
}

@Test func `one future for all that is gone is every customer's failure`() throws {
  let bench = try Bench(["a.csv": rows])
  bench.configuration.model.specification.regressors = [try Regressor(name: "c")]
  bench.configuration.folders.future = bench.folder.path("gone.csv")

  try bench.work([batch("a"), .settle])

  guard case .failed(let failure) = bench.outcomes.first?.first?.ending else {
    Issue.record("\(bench.outcomes)")
    return
  }
  #expect(failure.reason == "missing")
  #expect(failure.message.contains("gone.csv"))
}

@Test func `the same customers in other batches give the same bytes`() throws {
  let files = ["a.csv": rows, "b.csv": rows + "2024-01-04,4\n", "c.csv": rows]
  let one = try Bench(files)
  let other = try Bench(files)
  other.configuration.batch.customers = 1

  try one.work([batch("a", "b", "c"), .settle])
  try other.work([batch("c"), .settle, batch("b", "a"), .settle])

  for name in ["a", "b", "c"] {
    let archives = [one, other].map { $0.folder.path("artifacts/\(name).tar.gz") }
    #expect(
      FileManager.default.contents(atPath: archives[0])
        == FileManager.default.contents(atPath: archives[1]))
  }
}

@Test func `a folder that is gone is no customer's failure but the fleet's`() throws {
  let bench = try Bench(["a.csv": rows])
  var session = try WorkerSession(bench.configuration) { _ in }
  session.take(try batch("a"))
  session.take(.settle)
  try FileManager.default.removeItem(atPath: bench.folder.path("artifacts"))

  #expect(throws: FileSystemError.self) {
    while !session.isIdle { try session.step() }
  }
}
