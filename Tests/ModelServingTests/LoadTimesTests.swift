import Customers
import Logging
import TestArtifacts
import TestFolders
import Testing

@testable import ModelServing

struct LoadTimesTests {
  private let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  @Test func `a duration counts in the first bucket whose bound it does not pass`() {
    var histogram = DurationHistogram()

    histogram.add(.microseconds(50))
    histogram.add(.microseconds(51))
    histogram.add(.seconds(11))

    #expect(histogram.counts[0] == 1 && histogram.counts[1] == 1)
    #expect(histogram.counts[DurationHistogram.bounds.count] == 1)
    #expect(histogram.counts.reduce(0, +) == 3)
    // Sums of a few doubles are right to their last bits.
    #expect(abs(histogram.sum - 11.000101) < 1e-9)
  }

  @Test func `each load has its read, and each who waited a wait`() async throws {
    let folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact(of: "1"))
    try folder.publish(try sampleArtifact(of: "2"))
    let repository = ModelRepository(directory: folder.path, logger: silent)

    for name in ["1", "2", "1", "nobody"] {
      _ = try? await repository.model(of: try CustomerID(name))
    }

    let times = repository.loadTimes
    #expect(times.loads.counts.reduce(0, +) == 2)
    #expect(times.reads.counts.reduce(0, +) == 2)
    #expect(times.waits.counts.reduce(0, +) == 3)
    #expect(times.reads.sum <= times.loads.sum)
    #expect(times.loads.sum <= times.waits.sum)
  }

  @Test func `the times of two repositories add up`() {
    var (one, other) = (LoadTimes(), LoadTimes())
    one.waits.add(.seconds(1))
    other.waits.add(.seconds(2))

    one.add(other)

    #expect(one.waits.sum == 3)
    #expect(one.waits.counts.reduce(0, +) == 2)
  }
}
