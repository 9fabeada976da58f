import Customers
import Logging
import TestArtifacts
import TestFolders
import Testing

@testable import ModelServing

struct LoadTimesTests {
  private let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  @Test func `a duration counts in the first bucket whose bound it does not pass`() {
    var histogram = Histogram(bounds: Histogram.waitBounds)

    histogram.add(.microseconds(50))
    histogram.add(.microseconds(51))
    histogram.add(.seconds(11))

    #expect(histogram.counts[0] == 1 && histogram.counts[1] == 1)
    #expect(histogram.counts[Histogram.waitBounds.count] == 1)
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

  @Test func `each model that leaves memory has the time that took`() async throws {
    let folder = try TemporaryFolder()
    for name in ["1", "2", "3"] { try folder.publish(try sampleArtifact(of: name)) }
    let large = ModelRepository(directory: folder.path, logger: silent)
    _ = try await large.model(of: try CustomerID("1"))
    var limits = ServingLimits()
    // Room for one.
    limits.cacheBytes = large.statistics.residentBytes * 3 / 2
    let repository = ModelRepository(directory: folder.path, limits: limits, logger: silent)

    for name in ["1", "2", "3", "1"] { _ = try await repository.model(of: try CustomerID(name)) }
    // A model is freed when those who waited for the next one have it.
    while repository.loadTimes.unloads.counts.reduce(0, +) < repository.statistics.evictions {
      await Task.yield()
    }

    #expect(repository.statistics.evictions >= 2)
    #expect(repository.loadTimes.unloads.sum > 0)
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
