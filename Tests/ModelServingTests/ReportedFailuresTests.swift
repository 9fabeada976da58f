import Customers
import Logging
import ModelArtifacts
import Synchronization
import TestFolders
import Testing

@testable import ModelServing

struct ReportedFailuresTests {
  private let start = ContinuousClock.now

  private func error(_ customer: String) throws -> ArtifactError {
    .damagedGzip(customer: try CustomerID(customer))
  }

  @Test func `a failure is news once a minute`() throws {
    var failures = ReportedFailures()
    let customer = try CustomerID("8")

    let news = try [0, 1, 59, 61, 62].map { second in
      failures.isNews(try error("8"), of: customer, now: start + .seconds(second))
    }

    #expect(news == [true, false, false, true, false])
  }

  @Test func `another customer's failure is news, and so is another one of the same`() throws {
    var failures = ReportedFailures()
    let (one, other) = (try CustomerID("1"), try CustomerID("2"))

    let first = failures.isNews(try error("1"), of: one, now: start)
    let ofOther = failures.isNews(try error("2"), of: other, now: start)
    let another = failures.isNews(.notARegularFile(customer: one), of: one, now: start)

    #expect(first && ofOther && another)
  }

  @Test func `a failure of everybody is told so often and no more, until a minute is over`() throws
  {
    var failures = ReportedFailures(limit: 10)

    let told = try (0..<100).filter { number in
      let name = "c\(number)"
      return failures.isNews(try error(name), of: try CustomerID(name), now: start)
    }
    let later = failures.isNews(
      try error("z"), of: try CustomerID("z"), now: start + .seconds(61))

    #expect(told == Array(0..<10))
    #expect(later)
  }

  @Test func `what fails again at each request is in the log once`() async throws {
    let folder = try TemporaryFolder()
    // Has no version, so that its failure is not remembered and each request looks again.
    try folder.makeFolder("8.tar.gz")
    let count = Mutex(0)
    let counter = LineCounter { count.withLock { $0 += 1 } }
    let repository = ModelRepository(
      directory: folder.path, logger: Logger(label: "test") { _ in counter })

    for _ in 0..<20 { _ = try? await repository.model(of: try CustomerID("8")) }

    #expect(repository.statistics.failedLoads == 20)
    #expect(count.withLock(\.self) == 1)
  }
}

private struct LineCounter: LogHandler {
  var logLevel = Logger.Level.warning
  var metadata: Logger.Metadata = [:]
  let onLine: @Sendable () -> Void

  init(onLine: @escaping @Sendable () -> Void) { self.onLine = onLine }

  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { onLine() }
}
